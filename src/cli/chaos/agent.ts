import { setTimeout as sleep } from 'node:timers/promises';
import type { DoReply, ModalView, Operation, StateValues } from '../../sandbox/protocol.js';
import { action, field } from '../../slack/ids.js';
import type { Choice } from '../walks/choices.js';
import { Desk } from '../walks/desk.js';
import type { Act, Deed } from './acts.js';
import type { Seat, Site } from './site.js';
import { choiceOf, type OpenStep, openStepOf } from './steps.js';

/** Somebody was served who had begun to wait at `since`. */
export interface Wait {
  by: string;
  since: number;
  what: string;
}

/** How long somebody looks before they try again, in milliseconds. */
const lookMs = 4_000;

/** How an agent behaves. */
export interface Manner {
  random: () => number;
  /** Called when an agent was served. */
  waited(wait: Wait): void;
  /** Called where something did not succeed and the person was not told. */
  untold?(): void;
  /** True once nobody should begin anything any more. */
  over(): boolean;
  /** How long an agent waits for the next step before giving the walk up. */
  patienceMs: number;
}

/** The walk did not go on, however often it was tried. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

/** An agent at their desk, who walks one problem after the other and presses again what was not acknowledged. */
export class Agent {
  private readonly site: Site;
  private readonly seat: Seat;
  private readonly manner: Manner;
  private readonly desk: Desk;
  /** Walks that were begun before this one: a message of theirs that comes late begins nothing. */
  private readonly begun = new Set<string>();
  private notes = 0;

  constructor(site: Site, seat: Seat, manner: Manner) {
    this.site = site;
    this.seat = seat;
    this.manner = manner;
    this.desk = new Desk(site.workspace, seat, lookMs);
  }

  leave(): void {
    this.desk.leave();
  }

  seesNext({ sessionId, position }: OpenStep): Promise<OpenStep> {
    return this.sees(() => this.openStep({ sessionId, from: position + 1 }), `step ${position + 2}`);
  }

  /** Presses an answer and looks no further. */
  async pressesAnswer(step: OpenStep, answer: OpenStep['answers'][number] | undefined): Promise<void> {
    if (!answer) throw new Stuck('the step has no answers');
    const { sessionId, position } = step;
    const { choice, answerId } = answer;
    await this.presses(step, choice, { kind: 'answer', sessionId, position, answerId });
  }

  /** Opens the form for a note and closes it again. @returns how long it took to be there, in milliseconds */
  async looksAtForm(step: OpenStep): Promise<number> {
    const choice = choiceOf(step.choices, action.sessionNote);
    const begun = performance.now();
    const modal = choice && (await this.opens(step, choice, begun));
    const took = performance.now() - begun;
    if (modal) await this.desk.closesModals();
    return took;
  }

  /** Types a problem, and hands it to engineering. */
  async escalates(problem: string): Promise<void> {
    const step = await this.begins(problem, '--adhoc');
    const { sessionId } = step;
    const reason = { value: 'We cannot do anything here' };
    await this.fills(
      step,
      action.sessionEscalate,
      { kind: 'escalate', sessionId },
      { [field.reason]: reason },
    );
  }

  /** @returns the first step */
  async begins(problem: string, how: string): Promise<OpenStep> {
    const since = this.desk.turnsPage();
    for (let attempt = 1; ; attempt += 1) {
      const again = attempt === 1 ? problem : `${problem}, again ${attempt}`;
      const asked = performance.now();
      const act = this.site.acts.add(this.seat.personId, { kind: 'command', problem: again });
      await this.attempt(act, {
        type: 'send',
        channel: this.seat.channelId,
        text: `/intake ${how} ${again}`,
      });
      const look = () => this.openStep({ since, from: 0, not: this.begun });
      // Who got an error looks a moment whether something comes all the same, and types it again.
      const step = act.acknowledged
        ? await this.sees(look, 'the first step', asked)
        : await this.within(look, asked, 'the first step');
      if (step) {
        this.begun.add(step.sessionId);
        return step;
      }
      if (attempt > 200) throw new Stuck(`"${problem}" was typed ${attempt} times and no walk began`);
    }
  }

  /** The newest open step of this walk, or of any that began since, at this position or beyond. */
  openStep(which: {
    sessionId?: string;
    since?: string;
    from: number;
    not?: ReadonlySet<string>;
  }): OpenStep | undefined {
    const steps = this.desk
      .messagesAfter(which.since ?? '')
      .flatMap((message) => openStepOf(message) ?? [])
      .filter(
        ({ sessionId, position }) =>
          sessionId === (which.sessionId ?? sessionId) &&
          position >= which.from &&
          !which.not?.has(sessionId),
      );
    const farthest = Math.max(...steps.map(({ position }) => position));
    // Where Slack has a step twice, people press either.
    const copies = steps.filter(({ position }) => position === farthest);
    return copies.length > 1 ? copies[Math.floor(this.manner.random() * copies.length)] : copies[0];
  }

  /** Types a note into the walk's thread. */
  async typesNote({ message }: OpenStep): Promise<void> {
    const text = this.newText('The customer says');
    this.site.acts.add(this.seat.personId, { kind: 'note', text });
    await this.does({ type: 'send', channel: this.seat.channelId, text, threadTs: message.threadTs });
  }

  /** Writes a note into the walk's modal. */
  async keepsNote(step: OpenStep): Promise<void> {
    const text = this.newText('Noted');
    await this.fills(step, action.sessionNote, { kind: 'note', text }, { [field.note]: { value: text } });
  }

  newText(words: string): string {
    this.notes += 1;
    return `${words} ${this.seat.personId} ${this.notes}`;
  }

  /** Presses until it is acknowledged or the step has moved on. */
  async presses(step: OpenStep, choice: Choice, deed: Deed): Promise<void> {
    const { channel, ts, version } = step.message;
    const { blockId, actionId, chosen } = choice;
    const on = { kind: 'message', channel, ts, version } as const;
    const act = this.site.acts.add(this.seat.personId, deed);
    const begun = performance.now();
    while (!(await this.attempt(act, { type: 'click', on, blockId, actionId, chosen }))) {
      if (!this.isOpen(step)) return;
      act.again += 1;
      this.giveUpAfter(begun, `pressing ${actionId}`);
      await sleep(100);
    }
    this.manner.waited({ by: this.seat.personId, since: begun, what: `the answer to ${actionId}` });
  }

  /** Opens a modal by its button, fills it and submits it until it is acknowledged. */
  async fills(
    step: OpenStep,
    actionId: string,
    deed: Deed,
    values: Record<string, { value: string }>,
  ): Promise<void> {
    const choice = choiceOf(step.choices, actionId);
    if (!choice) throw new Stuck(`the step has no ${actionId}`);
    const begun = performance.now();
    const modal = await this.opens(step, choice, begun);
    if (!modal) return;
    const act = this.site.acts.add(this.seat.personId, deed);
    const state: StateValues = Object.fromEntries(
      Object.entries(values).map(([id, { value }]) => [id, { [id]: { type: 'plain_text_input', value } }]),
    );
    while (!(await this.attempt(act, { type: 'submit', viewId: modal.view.id, state }))) {
      this.giveUpAfter(begun, `submitting ${actionId}`);
      await this.closesAbove(modal);
      if (!this.desk.modal) return;
      await sleep(100);
    }
    await this.desk.closesModals();
  }

  private async opens(
    step: OpenStep,
    { blockId, actionId, chosen }: Choice,
    begun: number,
  ): Promise<ModalView | undefined> {
    const { channel, ts, version } = step.message;
    const on = { kind: 'message', channel, ts, version } as const;
    for (;;) {
      await this.does({ type: 'click', on, blockId, actionId, chosen });
      const modal = await this.within(() => this.formOnTop(), performance.now(), `the form of ${actionId}`);
      if (modal) return modal;
      await this.desk.closesModals();
      if (!this.isOpen(step)) return undefined;
      this.giveUpAfter(begun, `opening ${actionId}`);
    }
  }

  /** What the app put on top to say that something went wrong: the form is still underneath. */
  private async closesAbove({ view }: ModalView): Promise<void> {
    const top = this.desk.modal?.view;
    if (top && top.id !== view.id) await this.does({ type: 'closeView', viewId: top.id });
  }

  private formOnTop(): ModalView | undefined {
    const { modal } = this.desk;
    return modal?.view.submit ? modal : undefined;
  }

  private isOpen(step: OpenStep): boolean {
    const now = this.desk.messagesAfter('').find(({ ts }) => ts === step.message.ts);
    return now !== undefined && openStepOf(now) !== null;
  }

  private async attempt(act: Act, op: Operation): Promise<boolean> {
    const { ok, notice } = await this.does(op);
    if (ok) act.acknowledged = true;
    else if (!notice) this.manner.untold?.();
    return ok;
  }

  private giveUpAfter(begun: number, what: string): void {
    if (performance.now() - begun > this.manner.patienceMs) throw new Stuck(`${what} did not succeed`);
  }

  async sees<Found>(look: () => Found | undefined, what: string, begun = performance.now()): Promise<Found> {
    for (;;) {
      const found = await this.within(look, begun, what);
      if (found) return found;
      this.giveUpAfter(begun, `waiting for ${what}`);
    }
  }

  /** Looks for a few seconds. */
  private async within<Found>(
    look: () => Found | undefined,
    begun: number,
    what: string,
  ): Promise<Found | undefined> {
    const found = await this.desk.until(look);
    if (found === null) return undefined;
    this.manner.waited({ by: this.seat.personId, since: begun, what });
    return found;
  }

  /** People see whether the app is there; who acts at the wrong moment gets an error all the same. */
  private async does(op: Operation): Promise<DoReply> {
    for (let looks = 0; looks < 100 && !this.site.isConnected(); looks += 1) await sleep(50);
    return this.site.workspace.do(this.seat.personId, op).acked;
  }
}
