import type { ConfirmationDialog } from '@slack/types';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Notice, Person, PersonView } from '../../protocol.js';
import { Confirm } from '../modal/confirm.js';
import { ModalStack } from '../modal/modal-stack.js';
import { DirectoryContext, useDirectoryOf } from '../state/directory.js';
import { useDrafts } from '../state/drafts.js';
import { perform } from '../state/operations.js';
import { followPermalink, readPermalink } from '../state/permalink.js';
import { type Deed, type Place, type Seat, SeatContext } from '../state/seat.js';
import { SeenThreads, SeenThreadsContext } from '../state/seen-threads.js';
import { useLocalNotices } from '../state/use-local-notices.js';
import { usePersonView } from '../state/use-person-view.js';
import { placeIn, usePlaces } from '../state/use-places.js';
import { Icon } from '../ui/icon.js';
import { Skeleton } from '../ui/skeleton.js';
import { ConnectionBar } from './connection-bar.js';
import { Jump } from './jump.js';
import { Main } from './main-pane.js';
import { PersonSwitch } from './person-switch.js';
import { Sidebar } from './sidebar.js';
import { ThreadPane } from './thread-pane.js';

/** What the rest of the page can do with a seat. */
export type SeatHandle = Pick<Seat, 'go' | 'openThread'> & {
  personId: string;
  view: PersonView | null;
  fill: (channel: string, text: string) => void;
};

type SeatPaneProps = {
  personId: string;
  people: Person[];
  onSwitch: (personId: string) => void;
  onDeed: (deed: Deed, view: PersonView | null) => void;
  onHandle: (handle: SeatHandle) => void;
};

/** One person's side of the page, with everything they see. */
export function SeatPane({ personId, people, onSwitch, onDeed, onHandle }: SeatPaneProps) {
  const { view, status, retryNow } = usePersonView(personId);
  const places = usePlaces(personId);
  const drafts = useDrafts();
  const [question, setQuestion] = useState<Question | null>(null);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const local = useLocalNotices();
  const seen = useMemo(() => new SeenThreads(personId), [personId]);
  const seat = useSeatOf({
    personId,
    view,
    places,
    setQuestion,
    setDrawerOpen,
    onDeed,
    addNotice: local.add,
  });

  // What the page said while it was cut off is over.
  useEffect(() => {
    if (status === 'open') local.clear();
  }, [status, local.clear]);

  // Told anew only when there is something new to tell.
  useEffect(() => {
    onHandle({ personId, view, go: seat.go, openThread: seat.openThread, fill: drafts.fill });
  }, [personId, view, seat]);

  useArrival(seat, view !== null);

  const switchTo = (id: string) => {
    setDrawerOpen(false);
    onSwitch(id);
  };

  return (
    <SeatContext.Provider value={seat}>
      <SeenThreadsContext.Provider value={seen}>
        <section class="seat" aria-label={view ? `Workspace as ${view.me.name}` : 'Workspace'}>
          <ConnectionBar status={status} onRetry={retryNow} />
          {view ? (
            <Desk
              view={view}
              people={people}
              places={places}
              drafts={drafts}
              local={local}
              isDrawerOpen={isDrawerOpen}
              onDrawer={setDrawerOpen}
              onSwitch={switchTo}
            />
          ) : (
            <Loading />
          )}
          {question && <Confirm dialog={question.dialog} onAnswer={question.answer} />}
        </section>
      </SeenThreadsContext.Provider>
    </SeatContext.Provider>
  );
}

/** The page may be opened at a message. */
function useArrival(seat: Seat, isReady: boolean): void {
  useEffect(() => {
    const link = isReady ? readPermalink(location.href) : undefined;
    if (!link) return;
    history.replaceState(null, '', '/');
    followPermalink(seat, link);
  }, [seat, isReady]);
}

type Question = { dialog: ConfirmationDialog; answer: (isYes: boolean) => void };

type DeskProps = {
  view: PersonView;
  people: Person[];
  places: ReturnType<typeof usePlaces>;
  drafts: ReturnType<typeof useDrafts>;
  local: ReturnType<typeof useLocalNotices>;
  isDrawerOpen: boolean;
  onDrawer: (isOpen: boolean) => void;
  onSwitch: (personId: string) => void;
};

function Desk({ view, people, places, drafts, local, isDrawerOpen, onDrawer, onSwitch }: DeskProps) {
  const openChannel = useCallback((channel: string) => places.go({ kind: 'channel', channel }), [places.go]);
  const directory = useDirectoryOf(view, openChannel);
  const place = placeIn(view, places.place);
  const notices = [...view.notices, ...local.notices];
  const { thread } = places;
  const isOfThread = (notice: Notice) => notice.channel === thread?.channel && notice.threadTs === thread?.ts;
  const isThreadHere = thread && (place.kind === 'home' || place.channel === thread.channel);
  const personChip = <PersonSwitch me={view.me} people={people} onSwitch={onSwitch} isSmall />;
  const menuButton = (
    <button
      type="button"
      class="icon-button drawer-open"
      aria-label="Open the sidebar"
      onClick={() => onDrawer(true)}
    >
      <Icon name="menu" />
    </button>
  );
  return (
    <DirectoryContext.Provider value={directory}>
      <div class={`desk ${isThreadHere ? 'has-thread' : ''} ${isDrawerOpen ? 'has-drawer' : ''}`}>
        <Sidebar
          view={view}
          people={people}
          place={place}
          onSwitch={onSwitch}
          onLeave={() => onDrawer(false)}
        />
        <div class="drawer-shade" aria-hidden="true" onClick={() => onDrawer(false)} />
        <Main
          view={view}
          place={place}
          drafts={drafts}
          notices={isThreadHere ? notices.filter((notice) => !isOfThread(notice)) : notices}
          onDismissNotice={local.remove}
          head={{ menuButton, personChip }}
        />
        {isThreadHere && (
          <ThreadPane
            view={view}
            thread={thread}
            personChip={personChip}
            drafts={drafts}
            notices={notices.filter(isOfThread)}
            onClose={places.closeThread}
            onDismissNotice={local.remove}
          />
        )}
      </div>
      <ModalStack modals={view.modals} notices={notices.filter((notice) => !notice.channel)} />
      <Jump view={view} />
    </DirectoryContext.Provider>
  );
}

function Loading() {
  return (
    <div class="desk is-loading">
      <div class="sidebar">
        <Skeleton lines={8} />
      </div>
      <div class="pane">
        <Skeleton lines={10} />
      </div>
    </div>
  );
}

type SeatParts = Pick<SeatPaneProps, 'personId' | 'onDeed'> & {
  view: PersonView | null;
  places: ReturnType<typeof usePlaces>;
  setQuestion: (question: Question | null) => void;
  setDrawerOpen: (isOpen: boolean) => void;
  addNotice: (text: string) => void;
};

/** The same object for as long as the person stays, so that messages need not be drawn again. */
function useSeatOf(parts: SeatParts): Seat {
  const latest = useRef(parts);
  latest.current = parts;
  const { personId } = parts;
  return useMemo(() => {
    const now = () => latest.current;
    return {
      perform: async (op, label = '') => {
        const view = now().view;
        const reply = await perform(personId, op);
        if (reply.error === 'sandbox_unreachable' && reply.notice) now().addNotice(reply.notice);
        now().onDeed({ op, reply, label }, view);
        return reply;
      },
      confirm: (dialog) =>
        new Promise<boolean>((resolve) => {
          const answer = (isYes: boolean) => {
            now().setQuestion(null);
            resolve(isYes);
          };
          now().setQuestion({ dialog, answer });
        }),
      go: (place: Place) => {
        now().setDrawerOpen(false);
        now().places.go(place);
      },
      openThread: (channel, ts) => now().places.openThread(channel, ts),
    };
  }, [personId]);
}
