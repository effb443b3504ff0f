import { useCallback, useRef } from 'preact/hooks';
import type { Person, PersonView } from '../../protocol.js';
import type { SeatHandle } from '../chat/seat-pane.js';
import { useRemembered } from '../state/remembered.js';
import type { Deed } from '../state/seat.js';
import { pointAt } from './point.js';
import { type Help, steps } from './steps.js';

type Page = {
  people: Person[];
  /** The side of the page that the guide speaks of. */
  handle: () => SeatHandle | undefined;
  switchTo: (personId: string) => void;
};

/** Which steps were done, and what the guide's links do. */
export function useGuide(page: Page) {
  const [done, setDone] = useRemembered<string[]>('guide.done', []);
  const [isClosed, setClosed] = useRemembered('guide.closed', false);
  const latest = useRef(done);
  latest.current = done;

  const tick = useCallback(
    (id: string) => {
      if (latest.current.includes(id)) return;
      latest.current = [...latest.current, id];
      setDone(latest.current);
    },
    [setDone],
  );
  const sawDeed = useCallback(
    (deed: Deed, view: PersonView | null) => {
      for (const step of steps) if (isNext(step.id, latest.current) && step.isDone(deed, view)) tick(step.id);
    },
    [tick],
  );
  /** Being someone else counts once there is something to hand over. */
  const sawSwitch = useCallback(() => {
    if (latest.current.includes('escalate')) tick('switch');
  }, [tick]);

  return {
    done,
    isClosed,
    sawDeed,
    sawSwitch,
    close: () => setClosed(true),
    open: () => setClosed(false),
    restart: () => setDone([]),
    help: (help: Help) => helpWith(help, page),
  };
}

/** "Resolve" can be pressed before an escalation too; it is the last step only once the ticket is claimed. */
function isNext(id: string, done: string[]): boolean {
  return id !== 'resolve' || done.includes('claim');
}

function helpWith(help: Help, page: Page): string {
  const handle = page.handle();
  if (!handle?.view) return 'One moment: the workspace is still loading.';
  if (help.kind === 'switch') {
    const engineer = page.people.find((person) => isEngineer(person) && person.id !== handle.personId);
    if (!engineer) return 'Choose someone else at the top left.';
    page.switchTo(engineer.id);
    return '';
  }
  if (help.kind === 'point') {
    return pointAt(handle, help.at)
      ? ''
      : 'There is no such button in sight yet. Do the steps before it first.';
  }
  const desk = handle.view.channels.find((channel) => channel.name === 'helpdesk' && channel.isMember);
  const channel = desk ?? handle.view.channels.find((one) => one.hasApp && one.isMember && !one.isDm);
  if (!channel)
    return `${handle.view.me.name} is in no channel with the app. Switch to someone else at the top left.`;
  handle.go({ kind: 'channel', channel: channel.id });
  handle.fill(channel.id, help.text);
  return '';
}

export function isEngineer(person: Person): boolean {
  return !person.isBot && !person.isDeactivated && /engineer/i.test(person.title ?? '');
}
