import { useEffect, useState } from 'preact/hooks';
import type { ChannelView, Notice, PersonView, SlackView } from '../../protocol.js';
import { Blocks } from '../blocks/blocks.js';
import { useBlockSurface } from '../blocks/use-block-surface.js';
import type { Drafts } from '../state/drafts.js';
import { useSeat } from '../state/seat.js';
import { Avatar } from '../ui/avatar.js';
import { Skeleton } from '../ui/skeleton.js';
import { Conversation, type PaneHead } from './channel-pane.js';
import { Notices } from './notices.js';
import { appDm } from './sidebar.js';

type HomePaneProps = {
  view: PersonView;
  tab: 'home' | 'messages';
  drafts: Drafts;
  notices: Notice[];
  onDismissNotice: (id: string) => void;
  head: PaneHead;
};

/** The app's own place: its Home and the direct messages with it. */
export function HomePane(props: HomePaneProps) {
  const { view, tab } = props;
  const seat = useSeat();
  const [isAsked, setAsked] = useState(false);
  const dm = appDm(view);

  useEffect(() => {
    setAsked(false);
    void seat.perform({ type: 'openHome', tab }).then(() => setAsked(true));
  }, [seat, tab]);

  return (
    <div class="pane">
      <header class="pane-head">
        {props.head.menuButton}
        <div class="pane-title">
          <h1>
            <Avatar person={undefined} size={24} isApp /> {view.app.name}
          </h1>
        </div>
        <Tabs view={view} tab={tab} />
        {props.head.personChip}
      </header>
      {tab === 'home' ? (
        <HomeTab {...props} isAsked={isAsked} />
      ) : (
        <MessagesTab {...props} dm={dm} isAsked={isAsked} />
      )}
    </div>
  );
}

function Tabs({ view, tab }: { view: PersonView; tab: 'home' | 'messages' }) {
  const seat = useSeat();
  const tabs = [
    ...(view.app.hasHomeTab ? (['home'] as const) : []),
    ...(view.app.hasMessagesTab ? (['messages'] as const) : []),
  ];
  return (
    <div class="tabs" role="tablist" aria-label={view.app.name}>
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          aria-selected={one === tab}
          class="tab"
          onClick={() => seat.go({ kind: 'home', tab: one })}
        >
          {one === 'home' ? 'Home' : 'Messages'}
        </button>
      ))}
    </div>
  );
}

function HomeTab({ view, notices, onDismissNotice, isAsked }: HomePaneProps & { isAsked: boolean }) {
  const here = notices.filter((notice) => !notice.channel);
  return (
    <>
      <div class="home" role="tabpanel" aria-label="Home">
        {view.home ? (
          <HomeBlocks key={view.home.id} home={view.home} />
        ) : isAsked ? (
          <p class="empty">{view.app.name} has not shown anything here yet.</p>
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
      <Notices notices={here} onDismiss={onDismissNotice} />
    </>
  );
}

const onHome = { kind: 'home' } as const;

function HomeBlocks({ home }: { home: SlackView }) {
  const surface = useBlockSurface({ on: onHome, blocks: home.blocks, base: home.state.values });
  return <Blocks blocks={home.blocks} surface={surface} />;
}

type MessagesTabProps = HomePaneProps & { dm: ChannelView | undefined; isAsked: boolean };

function MessagesTab({ dm, isAsked, ...props }: MessagesTabProps) {
  const seat = useSeat();
  const { botUserId } = props.view.app;
  const isMissing = !dm && isAsked;
  useEffect(() => {
    if (isMissing) void seat.perform({ type: 'openDm', personId: botUserId });
  }, [seat, isMissing, botUserId]);
  if (!dm) return <Skeleton lines={4} />;
  return <Conversation key={dm.id} {...props} channel={dm} />;
}
