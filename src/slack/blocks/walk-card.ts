import type { KnownBlock } from '@slack/types';
import { assertNever } from '../../domain/assert-never.js';
import type { WalkBody, WalkCard, WalkState } from '../../domain/cards.js';
import type { Failure } from '../../domain/draft.js';
import type { FlowNode } from '../../domain/flow.js';
import { blockPrefix } from '../ids.js';
import { waysBlock } from '../payloads.js';
import { actions, context, header, type Message, section, stack } from './elements.js';
import { failureWords, isLasting } from './failure-words.js';
import { limits } from './limits.js';
import { clock, type Mrkdwn, mrkdwn, mrkdwnLine, person, quote } from './text.js';
import { offer } from './walk-answers.js';
import { more, primary, renamed, verbsOf, waysOf } from './ways-out.js';
import { statusWords } from './words.js';

const shown = { text: 2_900, how: 1_000, answer: 300, recorded: 2_500 } as const;

/** One message of the walk: the step to read aloud, its answers and the ways out. Done with, it says what came of it. */
export function walkCard(card: WalkCard): Message {
  const outcome = outcomeWords(card.state);
  if (outcome === null) return { text: openWords(card), blocks: openBlocks(card) };
  return { text: `${bodyWords(card.body)}\n${outcome}`, blocks: stack(doneSection(card), context(outcome)) };
}

function openWords({ body, toldHow }: WalkCard): string {
  const how = toldHow && body.kind === 'node' ? body.node.howToTell : null;
  return how ? `${bodyWords(body)}\n${howWords(how)}` : bodyWords(body);
}

function openBlocks(card: WalkCard): KnownBlock[] {
  switch (card.body.kind) {
    case 'node':
      return nodeBlocks(card, card.body.node);
    case 'writing':
      return writingBlocks(card);
    case 'failed':
      return failedBlocks(card, card.body.why);
    case 'ad_hoc':
      return adHocBlocks(card);
    default:
      return assertNever(card.body);
  }
}

function nodeBlocks(card: WalkCard, node: FlowNode): KnownBlock[] {
  const { list, rows } = offer(card, node);
  return stack(
    aloud(node.text),
    card.toldHow && node.howToTell ? { ...section(howWords(node.howToTell)), expand: true } : null,
    list === null ? null : { ...section(list), expand: true },
    context(`Step ${card.position + 1}`, kindWords[node.kind], builtWords[card.built]),
    ...rows,
    waysRow(card, node),
  );
}

/** Large where Slack can, because the agent reads it to the customer: a header takes one line of 150 characters. */
function aloud(text: string): KnownBlock {
  const fits = text.length <= limits.headerText && !text.includes('\n') && text.trim() !== '';
  // Slack folds long texts of apps behind "See more" unless told not to.
  return fits ? header(text) : { ...section(nodeText(text)), expand: true };
}

const howWords = (howToTell: string): Mrkdwn => `💡 *How to find out:* ${mrkdwn(howToTell, shown.how)}`;

const nodeText = (text: string): Mrkdwn => mrkdwn(text, shown.text).trim() || '–';

const kindWords: Record<FlowNode['kind'], Mrkdwn | null> = {
  question: null,
  instruction: null,
  resolution: 'Does it work now?',
  escalation: 'For engineering, with everything that was tried',
};

const builtWords: Record<WalkCard['built'], Mrkdwn | null> = {
  no: null,
  built_in: 'Built-in protocol, no AI',
  model: '⚠️ AI-built, check before you act',
};

/** A resolution asks whether it is solved, an escalation is handed over; both can be left another way. */
function waysRow(card: WalkCard, node: FlowNode): KnownBlock | null {
  const ways = waysOf(card);
  switch (node.kind) {
    case 'resolution': {
      const notSolved = renamed(ways.escalate, 'Not solved');
      return waysActions(
        card,
        primary(ways.resolve),
        notSolved,
        ways.back,
        ways.note,
        ways.wrongFlow,
        more(...verbsOf(card, 'hand_over', 'stop', 'abandon')),
      );
    }
    case 'escalation':
      return waysActions(card, primary(ways.escalate), ways.back, ways.note, ways.wrongFlow, allMore(card));
    case 'question':
    case 'instruction':
      return waysActions(card, ways.back, ways.note, ways.escalate, ways.wrongFlow, allMore(card));
    default:
      return assertNever(node.kind);
  }
}

const allMore = (card: WalkCard) => more(...verbsOf(card, 'resolve', 'hand_over', 'stop', 'abandon'));

type Elements = Parameters<typeof actions> extends [string, ...infer Rest] ? Rest : never;

const waysActions = ({ sessionId, position }: WalkCard, ...elements: Elements): KnownBlock | null =>
  actions(waysBlock.encode({ sessionId, position }), ...elements);

function writingBlocks(card: WalkCard): KnownBlock[] {
  const { back, note, escalate, adHoc } = waysOf(card);
  return stack(
    section('⏳ *Working on the next step…*'),
    context('You need not wait: everything so far is kept, and you can walk ad hoc or escalate.'),
    waysActions(card, back, note, adHoc, escalate, allMore(card)),
  );
}

function failedBlocks(card: WalkCard, why: Failure): KnownBlock[] {
  const { back, note, escalate, adHoc, retry } = waysOf(card);
  const ways = isLasting(why) ? [primary(adHoc), escalate, retry] : [primary(retry), adHoc, escalate];
  return stack(
    section(`⚠️ *The next step could not be written.*\n${failureWords[why]} Everything so far is kept.`),
    actions(`${blockPrefix.step}:${card.position}`, ...ways),
    waysActions(card, back, note, allMore(card)),
  );
}

function adHocBlocks(card: WalkCard): KnownBlock[] {
  const { resolve, escalate, addStep } = waysOf(card);
  return stack(
    section(
      '*What do you try next?*\nWhat you type in this thread is kept as a note. Add a step for what you tried.',
    ),
    waysActions(card, primary(addStep), resolve, escalate, more('hand_over', 'stop', 'abandon')),
  );
}

function doneSection({ body, state }: WalkCard): KnownBlock {
  if (state.kind === 'recorded') return section(quote(state.text, shown.recorded, 30));
  return section(body.kind === 'node' ? nodeText(body.node.text) : doneWords[body.kind]);
}

const doneWords: Record<Exclude<WalkBody['kind'], 'node'>, Mrkdwn> = {
  writing: 'The next step was not needed any more.',
  failed: 'The next step could not be written.',
  ad_hoc: 'Ad hoc walk.',
};

/** What came of the step; null while it is open. */
function outcomeWords(state: WalkState): Mrkdwn | null {
  switch (state.kind) {
    case 'open':
      return null;
    case 'answered':
      return `✓ *${mrkdwnLine(state.label, shown.answer)}* — ${person(state.by)}, ${clock(state.at)}`;
    case 'went_back':
      return `↩ Went back — ${person(state.by)}, ${clock(state.at)}`;
    case 'recorded':
      return `✓ ${person(state.by)}, ${clock(state.at)}`;
    case 'closed':
      return state.wrongFlow
        ? '↪ Left as the wrong flow'
        : `Closed: ${statusWords[state.status].toLowerCase()}`;
    default:
      return assertNever(state);
  }
}

function bodyWords(body: WalkBody): string {
  switch (body.kind) {
    case 'node':
      return nodeText(body.node.text);
    case 'writing':
      return 'Working on the next step…';
    case 'failed':
      return 'The next step could not be written. Try again, walk ad hoc or escalate.';
    case 'ad_hoc':
      return 'What do you try next?';
    default:
      return assertNever(body);
  }
}
