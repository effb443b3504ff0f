import type { Workspace } from '../../../src/sandbox/index.js';
import type {
  Chosen,
  DoReply,
  MessageView,
  Operation,
  PersonView,
  StateValues,
} from '../../../src/sandbox/protocol.js';
import { labelled, newestFirst, pressable, type Showing, showings, type Target, type Which } from './find.js';
import { isPlace, screenOf } from './screen.js';
import { type Filling, valueFor } from './values.js';
import { contains, quoted, type Wanted } from './words.js';

/** What the people of a story share. */
export type Stage = {
  workspace: Workspace;
  /** Resolves when the app has no work left of its own (jobs, outboxes). */
  idle: () => Promise<void>;
};

/** One person of the workspace: what they do is awaited to its end, what they see is checked at once. */
export class PersonInStory {
  private readonly stage: Stage;
  private readonly handle: string;
  /** The channel they last looked at. */
  private channel = '#helpdesk';
  /** What they filled in and did not send yet, by view. */
  private readonly drafts = new Map<string, StateValues>();

  constructor(stage: Stage, handle: string) {
    this.stage = stage;
    this.handle = handle;
  }

  get view(): PersonView {
    return this.stage.workspace.view(this.handle);
  }

  /** Does one thing and waits for all that follows from it. */
  async does(op: Operation): Promise<DoReply> {
    const { workspace, idle } = this.stage;
    const reply = await workspace.do(this.handle, op).settled;
    // The app's own work may call Slack, which may tell the app of it: done is when nothing was said any more.
    for (let last = -1; last !== workspace.lastTraffic(); ) {
      last = workspace.lastTraffic();
      await idle();
      await workspace.settled();
    }
    return reply;
  }

  /** Types into a channel's composer: a slash command or a message. */
  async types(text: string, where: { in?: string } = {}): Promise<DoReply> {
    this.channel = where.in ?? this.channel;
    return this.does({ type: 'send', channel: this.idOf(this.channel), text });
  }

  /** Says something in a channel or, with `thread`, in the newest thread or the one that says so. */
  async says(text: string, where: { in?: string; thread?: true | Wanted } = {}): Promise<DoReply> {
    if (!where.thread) return this.types(text, where);
    const parent = this.thread(where.thread, where.in);
    const threadTs = parent.threadTs ?? parent.ts;
    return this.does({ type: 'send', channel: parent.channel, text, threadTs });
  }

  /** Presses the newest button, or chooses the newest option, with this label. */
  async clicks(label: Wanted, which: Which = {}): Promise<DoReply> {
    const targets = pressable(showings(this.view, which), label);
    const target = targets[which.nth ?? 0];
    if (!target) throw this.missing(`nothing to click labelled ${quoted(label)}`);
    return this.press(target);
  }

  /** Chooses in the newest menu with this label, and so sends it (a menu of a form waits for the submission). */
  async selects(label: Wanted, choice: Filling, which: Which = {}): Promise<DoReply> {
    const target = this.input(label, which);
    const { block } = target.found;
    if (block.type === 'input' && block.dispatch_action !== true) {
      this.draft(target, await this.chosen(target, choice));
      return { ok: true };
    }
    return this.press({ ...target, chosen: await this.chosen(target, choice) });
  }

  /** What an external select offers for a search. */
  async searches(label: Wanted, query: string, which: Which = {}): Promise<string[]> {
    const reply = await this.search(this.input(label, which), query);
    const options = [...(reply.options ?? []), ...(reply.optionGroups?.flatMap((it) => it.options) ?? [])];
    return options.map((it) => it.text.text);
  }

  /** Fills inputs by their labels; inputs that dispatch are sent at once, the rest with the next click or submission. */
  async fills(fillings: Record<string, Filling>, which: Which = {}): Promise<void> {
    for (const [label, filling] of Object.entries(fillings)) {
      const target = this.input(label, which);
      const chosen = await this.chosen(target, filling);
      this.draft(target, chosen);
      if (target.found.block.dispatch_action === true) await this.press({ ...target, chosen });
    }
  }

  /** Fills what is given and presses the submit button of the modal on top. */
  async submits(fillings: Record<string, Filling> = {}): Promise<DoReply> {
    const viewId = this.topModal().id;
    await this.fills(fillings, { in: 'modal' });
    const reply = await this.does({ type: 'submit', viewId, state: this.drafts.get(viewId) ?? {} });
    if (reply.ok) this.drafts.delete(viewId);
    return reply;
  }

  /** Closes the modal on top, or all of them. */
  async closes(how: { all?: boolean } = {}): Promise<DoReply> {
    return this.does({ type: 'closeView', viewId: this.topModal().id, clear: how.all });
  }

  opensHome(): Promise<DoReply> {
    return this.does({ type: 'openHome' });
  }

  /** Uses a shortcut by its name, on the newest message that says `on` if it is a message's shortcut. */
  async uses(name: string, where: { on?: Wanted; in?: string } = {}): Promise<DoReply> {
    const shortcut = this.view.shortcuts.find((it) => it.name === name || it.callbackId === name);
    if (!shortcut) throw this.missing(`no shortcut ${quoted(name)}`);
    const message = where.on === undefined ? undefined : this.message(where.on, where.in);
    return this.does({
      type: 'shortcut',
      callbackId: shortcut.callbackId,
      message: message && { channel: message.channel, ts: message.ts },
    });
  }

  async reacts(name: string, where: { on: Wanted; in?: string; remove?: boolean }): Promise<DoReply> {
    const { channel, ts } = this.message(where.on, where.in);
    return this.does({ type: 'react', channel, ts, name, remove: where.remove });
  }

  /** The newest message that says this, as it looks now: pass it to `clicks` later to click on an outdated card. */
  looksAt(wanted: Wanted, where: { in?: string } = {}): MessageView {
    return this.message(wanted, where.in);
  }

  /** @throws Error that prints the screen when it is not there. */
  sees(wanted: Wanted, where: { in?: string } = {}): void {
    if (!contains(this.screen(where), wanted)) throw this.missing(`${quoted(wanted)} is not to be seen`);
  }

  doesNotSee(wanted: Wanted, where: { in?: string } = {}): void {
    if (contains(this.screen(where), wanted)) throw this.missing(`${quoted(wanted)} is to be seen`);
  }

  /** The text of everything this person sees now. */
  screen(where: { in?: string } = {}): string {
    return screenOf(this.view, where.in);
  }

  private press(target: Target): Promise<DoReply> {
    const { surface, found, chosen } = target;
    return this.does({
      type: 'click',
      on: surface,
      blockId: found.block.block_id,
      actionId: found.element.action_id,
      chosen,
      state: this.drafts.get(draftKey(surface)),
    });
  }

  private input(label: Wanted, which: Which): Omit<Target, 'chosen'> {
    const found = labelled(this.view, showings(this.view, which), label)[which.nth ?? 0];
    if (!found) throw this.missing(`no input labelled ${quoted(label)}`);
    return found;
  }

  private chosen(target: Omit<Target, 'chosen'>, filling: Filling): Promise<Chosen> {
    return valueFor(this.view, target.found.element, filling, (query) => this.search(target, query));
  }

  private search({ surface, found }: Omit<Target, 'chosen'>, query: string): Promise<DoReply> {
    return this.does({
      type: 'options',
      on: surface,
      blockId: found.block.block_id,
      actionId: found.element.action_id,
      query,
    });
  }

  private draft({ surface, found }: Omit<Target, 'chosen'>, chosen: Chosen): void {
    const { block, element } = found;
    const draft = this.drafts.get(draftKey(surface)) ?? {};
    const ofBlock = { ...draft[block.block_id], [element.action_id]: { type: element.type, ...chosen } };
    this.drafts.set(draftKey(surface), { ...draft, [block.block_id]: ofBlock });
  }

  private topModal() {
    const modal = this.view.modals.at(-1)?.view;
    if (!modal) throw this.missing('no modal is open');
    return modal;
  }

  private thread(wanted: true | Wanted, place: string | undefined): MessageView {
    if (wanted !== true) return this.message(wanted, place);
    const newest = newestFirst(this.view, { in: place }).find((it) => it.threadTs || it.replyCount > 0);
    if (!newest) throw this.missing('there is no thread');
    return newest;
  }

  private message(wanted: Wanted, place: string | undefined): MessageView {
    const [message] = newestFirst(this.view, { in: place, message: wanted });
    if (!message) throw this.missing(`no message says ${quoted(wanted)}`);
    return message;
  }

  private idOf(name: string): string {
    return this.view.channels.find((it) => isPlace(it, name))?.id ?? name;
  }

  private missing(what: string): Error {
    return new Error(`For @${this.handle}, ${what}. They see:\n\n${this.screen() || '(nothing)'}\n`);
  }
}

const draftKey = (surface: Showing['surface']): string => {
  if (surface.kind === 'view') return surface.viewId;
  return surface.kind === 'home' ? 'home' : `${surface.channel}/${surface.ts}`;
};
