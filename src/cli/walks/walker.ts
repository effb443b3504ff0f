import type { Product } from '../../app.js';
import type { FlowDefinition } from '../../domain/flow-definition.js';
import type { Session } from '../../domain/session.js';
import type { MessageView } from '../../sandbox/protocol.js';
import { action, matching } from '../../slack/ids.js';
import { useFlowButton } from '../../slack/payloads.js';
import { type Choice, choicesOf, choose, hasWords, wordsOf } from './choices.js';
import type { Desk } from './desk.js';

/** A published chart, as a walk over it is checked. */
export interface Chart {
  flow: FlowDefinition;
  flowId: string;
  treeId: string;
}

/** What came of a typed problem: a walk that has begun, or a private card. */
export type Arrival =
  | { kind: 'walk'; walk: Walk; session: Session | null }
  | { kind: 'card'; card: MessageView; offers: Offer[] }
  | { kind: 'nothing'; why: string };

/** "Use this flow" on a private card. */
export interface Offer {
  flowId: string;
  choice: Choice;
}

/** A walk on screen: the head of its thread, and the step that waits. */
export interface Walk {
  head: MessageView;
  step: MessageView;
}

/** Something is not as the dialog has it; the message says what, for the report. */
class Astray extends Error {
  override readonly name = 'Astray';
}

/** Walks charts at one desk as a person does, and checks each step against the database and the screen. */
export class Walker {
  /** From each click to the next node on screen, in milliseconds. */
  readonly clickMs: number[] = [];
  private readonly desk: Desk;
  private readonly product: Product;

  constructor(desk: Desk, product: Product) {
    this.desk = desk;
    this.product = product;
  }

  /** Types `/intake …` and looks what comes of it. */
  async types(words: string): Promise<Arrival> {
    await this.desk.closesModals();
    const since = this.desk.turnsPage();
    const reply = await this.desk.types(`/intake ${words}`);
    if (!reply.ok) return { kind: 'nothing', why: reply.notice ?? reply.error ?? 'Slack shows an error' };
    return this.arrives(since, (messages) => messages.find(({ isEphemeral }) => isEphemeral));
  }

  /** Presses "Use this flow". */
  async uses({ choice }: Offer, card: MessageView): Promise<Arrival> {
    const since = this.desk.turnsPage();
    const reply = await this.desk.presses(card, choice);
    if (!reply.ok) return { kind: 'nothing', why: reply.notice ?? reply.error ?? 'Slack shows an error' };
    return this.arrives(since, () => undefined);
  }

  /** @returns null when the walk went as given and stands at `end`; otherwise what was different. */
  async replays(
    chart: Chart,
    walk: Walk,
    { steps, end }: { steps: readonly { node: string; answer: string }[]; end: string },
  ): Promise<string | null> {
    let at = walk;
    let number = 0;
    try {
      for (const { node, answer } of steps) {
        number += 1;
        await this.checkAt(chart, at, node);
        at = { head: at.head, step: await this.answers(at, answer) };
      }
      number = 0;
      await this.checkAt(chart, at, end);
      return null;
    } catch (error) {
      if (!(error instanceof Astray)) throw error;
      return `${number === 0 ? 'at the end' : `at step ${number}`}: ${error.message}`;
    }
  }

  private async arrives(
    since: string,
    cardAmong: (messages: MessageView[]) => MessageView | undefined,
  ): Promise<Arrival> {
    const { desk } = this;
    const shown = await desk.until(() => {
      const messages = desk.messagesAfter(since);
      const head = messages.find(({ isEphemeral, threadTs }) => !isEphemeral && threadTs === undefined);
      const step = head && openStep(messages, head);
      return head && step ? { walk: { head, step } } : (cardAmong(messages) ?? desk.modal);
    });
    if (shown === null) return { kind: 'nothing', why: 'nothing came' };
    if ('walk' in shown) return { kind: 'walk', walk: shown.walk, session: await this.sessionOf(shown.walk) };
    if ('view' in shown) return { kind: 'nothing', why: `a modal: ${shown.view.title?.text ?? ''}` };
    return { kind: 'card', card: shown, offers: offersOn(shown) };
  }

  private sessionOf({ head }: Walk): Promise<Session | null> {
    const { store, accountId } = this.product;
    return store.sessions.findByThread(accountId, head.channel, head.ts);
  }

  /** The session stands at this node, and the person reads its text. */
  private async checkAt(chart: Chart, walk: Walk, key: string): Promise<void> {
    const session = await this.sessionOf(walk);
    if (!session?.currentNodeId) throw new Astray(`the session stands at no node, not at ${key}`);
    const { store, accountId } = this.product;
    const node = await store.trees.node(accountId, session.currentNodeId);
    if (node?.treeId !== chart.treeId) throw new Astray('the session walks another flow');
    if (node.key !== key) throw new Astray(`the session stands at node ${node.key}, not at ${key}`);
    const written = chart.flow.nodes.find((one) => one.key === key);
    if (!written || !hasWords(wordsOf(walk.step.blocks), written.text))
      throw new Astray(`the thread does not show the text of node ${key}`);
  }

  /** Presses the answer's button, or picks it where the answers are in a menu or a modal. @returns the next step */
  private async answers(walk: Walk, answer: string): Promise<MessageView> {
    const { desk } = this;
    const choices = choicesOf(walk.step.blocks);
    const direct = choose(choices, answer);
    const started = performance.now();
    const next = desk.until(() => {
      const step = openStep(desk.messagesAfter(walk.step.ts), walk.head);
      return step && { step, at: performance.now() };
    });
    if (direct) await this.presses(walk.step, direct);
    else await this.answersInModal(walk.step, answer, choices);
    const shown = await next;
    if (!shown) throw new Astray(`nothing follows the answer "${answer}"`);
    this.clickMs.push(shown.at - started);
    return shown.step;
  }

  private async presses(message: MessageView, choice: Choice): Promise<void> {
    const reply = await this.desk.presses(message, choice);
    if (!reply.ok) throw new Astray(`"${choice.label}" was refused: ${reply.notice ?? reply.error ?? ''}`);
  }

  private async answersInModal(step: MessageView, answer: string, choices: Choice[]): Promise<void> {
    const opener = choices.find(({ actionId }) => actionId === action.sessionChoose);
    if (!opener) throw new Astray(`there is no answer "${answer}" to press`);
    await this.presses(step, opener);
    const found = await this.desk.until(() => {
      const { modal } = this.desk;
      const choice = modal && choose(choicesOf(modal.view.blocks), answer);
      return modal && choice && { modal, choice };
    });
    if (!found) throw new Astray(`the modal does not offer the answer "${answer}"`);
    const reply = await this.desk.submits(found.modal, found.choice);
    if (!reply.ok) throw new Astray(`"${answer}" was refused: ${reply.notice ?? reply.error ?? ''}`);
  }
}

/** The newest message of the thread that has something to press: the step that waits. */
function openStep(messages: readonly MessageView[], head: MessageView): MessageView | undefined {
  return messages.findLast(({ threadTs, blocks }) => threadTs === head.ts && choicesOf(blocks).length > 0);
}

const offersOn = ({ blocks }: MessageView): Offer[] =>
  choicesOf(blocks)
    .filter(({ actionId }) => matching(action.intakeUseFlow).test(actionId))
    .map((choice) => ({ choice, flowId: useFlowButton.decode(choice.value).flowId }));
