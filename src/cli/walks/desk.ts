import type { Workspace } from '../../sandbox/index.js';
import type { DoReply, MessageView, ModalView, Operation, StateValues } from '../../sandbox/protocol.js';
import type { Choice } from './choices.js';

/** How long somebody looks at a screen on which nothing happens before they give up. */
const usualPatienceMs = 20_000;

/** One person at their channel: what they see is kept up to date, what they wait for is told when it is there. */
export class Desk {
  readonly channelId: string;
  private readonly workspace: Workspace;
  private readonly personId: string;
  private readonly seen = new Map<string, MessageView>();
  private readonly waiting = new Set<() => void>();
  private readonly unwatch: () => void;
  private stack: ModalView[] = [];
  private newest = '';
  private readonly patienceMs: number;

  constructor(
    workspace: Workspace,
    { personId, channelId }: { personId: string; channelId: string },
    patienceMs = usualPatienceMs,
  ) {
    this.patienceMs = patienceMs;
    this.workspace = workspace;
    this.personId = personId;
    this.channelId = channelId;
    this.unwatch = workspace.watch(personId, (patch) => {
      if (patch.type === 'message' && patch.message.channel === channelId) this.sees(patch.message);
      else if (patch.type === 'modals') this.stack = patch.modals;
      else return;
      for (const look of [...this.waiting]) look();
    });
  }

  leave(): void {
    this.unwatch();
  }

  private sees(message: MessageView): void {
    this.seen.set(message.ts, message);
    if (message.ts > this.newest) this.newest = message.ts;
  }

  /** Forgets what was said, and from now on looks only at what comes after. @returns where that begins */
  turnsPage(): string {
    this.seen.clear();
    return this.newest;
  }

  /** The messages of the app after this one, the oldest first. */
  messagesAfter(ts: string): MessageView[] {
    return [...this.seen.values()]
      .filter((message) => message.botId !== undefined && message.ts > ts)
      .sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  get modal(): ModalView | undefined {
    return this.stack.at(-1);
  }

  types(text: string): Promise<DoReply> {
    return this.does({ type: 'send', channel: this.channelId, text });
  }

  /** Presses a button of a message, or picks an option of its menu. */
  presses({ channel, ts, version }: MessageView, { blockId, actionId, chosen }: Choice): Promise<DoReply> {
    return this.does({
      type: 'click',
      on: { kind: 'message', channel, ts, version },
      blockId,
      actionId,
      chosen,
    });
  }

  /** Picks an option in the modal on top and submits it. */
  submits({ view }: ModalView, { blockId, actionId, type, chosen }: Choice): Promise<DoReply> {
    const state: StateValues = { [blockId]: { [actionId]: { type, ...chosen } } };
    return this.does({ type: 'submit', viewId: view.id, state });
  }

  /** Closes whatever modals are open. */
  async closesModals(): Promise<void> {
    if (this.modal) await this.does({ type: 'closeView', viewId: this.modal.view.id, clear: true });
  }

  /** Resolves with what `look` finds, as soon as the screen shows it; with null when it never does. */
  until<Found>(look: () => Found | null | undefined): Promise<Found | null> {
    return new Promise((resolve) => {
      const done = (found: Found | null) => {
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve(found);
      };
      const check = () => {
        const found = look();
        if (found != null) done(found);
      };
      const timer = setTimeout(() => done(null), this.patienceMs).unref();
      this.waiting.add(check);
      check();
    });
  }

  /** Resolves once the app has acknowledged. */
  private does(op: Operation): Promise<DoReply> {
    return this.workspace.do(this.personId, op).acked;
  }
}
