import { type Answer, type AnswerKind, depthCap, type FlowNode } from './flow.js';
import type { Found } from './ledger.js';
import { sameAsDidntHelp } from './same-answer.js';

/**
 * Asking ahead: while the agent reads, the nodes behind the likely answers are written, until nine tenths of the
 * likelihood are covered, three at most (four where others have walked). What is less likely than one in ten costs more than the wait that it saves, and
 * is written when somebody answers that way. Decision 24 has what was tried.
 */
const plan = { cover: 0.9, most: 3, least: 0.1, levels: 3 } as const;

/** On a draft that others have walked one more may be asked for. */
const moreWhereWalked = 1;

/** Clicks on a node weigh as much as the builder's opinion once there are so many. */
const opinionWeight = 5;

/**
 * How answers that no builder has an opinion on are given, before anybody has clicked. What the server adds to every
 * question counts only once it is clicked: covering it as well would ask for every answer there is.
 */
const usual: Record<Exclude<AnswerKind, 'choice'>, number> = {
  done: 0.9,
  didnt_help: 0.06,
  cant_do: 0.04,
  not_sure: 0,
  something_else: 0,
};

/** An answer without a node behind it. */
export interface OpenAnswer {
  nodeId: string;
  answerId: string;
  likelihood: number;
}

/** What is known of the walks before this one. */
export interface Walks {
  /** How often each answer was given. */
  clicks: ReadonlyMap<string, number>;
  /** How many others have walked this draft. */
  onDraft: number;
}

/**
 * How often a node behind this one will be needed, where the same problem comes as often again as it has come: once, and
 * once more for every walk to come that gets here, as the ones before did. So much less likely may be what is asked for.
 */
function timesNeeded(node: FlowNode, { clicks, onDraft }: Walks): number {
  const here = node.answers.reduce((sum, { id }) => sum + (clicks.get(id) ?? 0), 0);
  return 1 + (onDraft * (here + 1)) / (onDraft + 1);
}

/**
 * The answers to ask ahead for when the walk is at `node`, likeliest first. What is there already counts as covered;
 * the server's own nodes are looked through, as nobody has to be asked for what comes before or after a fix. Never for
 * "Something else", which only the person can say, never for the cap, which costs nothing, and not for "Didn't help"
 * where one node serves it and the answer that says the same.
 */
export function answersToAskAhead(
  node: FlowNode,
  nodes: ReadonlyMap<string, FlowNode>,
  walks: Walks,
): OpenAnswer[] {
  const { clicks } = walks;
  const times = timesNeeded(node, walks);
  const least = plan.least / times;
  const enough = 1 - (1 - plan.cover) / times;
  const most = plan.most + (walks.onDraft > 0 ? moreWhereWalked : 0);
  const found: OpenAnswer[] = [];
  let covered = 0;
  const look = (at: FlowNode, weight: number, level: number): void => {
    const shared = sameAsDidntHelp(at, nodes);
    for (const { answer, share } of sharesOf(at, clicks)) {
      const next = answer.nextNodeId === null ? null : nodes.get(answer.nextNodeId);
      const likelihood = weight * share;
      if (next && next.source === 'server' && level < plan.levels) look(next, likelihood, level + 1);
      else if (next || at.depth + 1 >= depthCap || isServed(answer, shared)) covered += likelihood;
      else if (answer.kind === 'done' || (answer.kind !== 'something_else' && likelihood >= least))
        found.push({ nodeId: at.id, answerId: answer.id, likelihood });
    }
    if (at.answers.length === 0) covered += weight;
  };
  look(node, 1, 1);
  const chosen: OpenAnswer[] = [];
  const doneIds = new Set(node.answers.filter(({ kind }) => kind === 'done').map(({ id }) => id));
  const isDone = (one: OpenAnswer) => doneIds.has(one.answerId);
  const ranked = found.sort((a, b) => Number(isDone(b)) - Number(isDone(a)) || b.likelihood - a.likelihood);
  for (const one of ranked) {
    if (chosen.length >= most || (covered >= enough && !isDone(one))) break;
    chosen.push(one);
    covered += one.likelihood;
  }
  return chosen;
}

/** True for "Didn't help" while what says the same is still to be written: one node is written for both. */
const isServed = (answer: Answer, shared: ReturnType<typeof sameAsDidntHelp>): boolean =>
  shared !== null && answer.id === shared.didntHelp.id && shared.same.nextNodeId === null;

/** How likely each answer is: the builder's opinion, smoothed by what was clicked before. The shares add up to 1. */
function sharesOf(
  { answers }: FlowNode,
  clicks: ReadonlyMap<string, number>,
): { answer: Answer; share: number }[] {
  const others = answers.reduce((sum, { kind }) => sum + (kind === 'choice' ? 0 : usual[kind]), 0);
  const choices = answers.filter(({ kind }) => kind === 'choice');
  const known = choices.map(({ likelihood }) => Math.max(likelihood ?? 0, 0));
  const sum = known.reduce((total, one) => total + one, 0);
  const opinion = (answer: Answer): number => {
    if (answer.kind !== 'choice') return usual[answer.kind];
    const part = sum > 0 ? Math.max(answer.likelihood ?? 0, 0) / sum : 1 / choices.length;
    return part * Math.max(1 - others, 0);
  };
  const clicked = answers.reduce((total, { id }) => total + (clicks.get(id) ?? 0), 0);
  return answers.map((answer) => ({
    answer,
    share: (opinionWeight * opinion(answer) + (clicks.get(answer.id) ?? 0)) / (opinionWeight + clicked),
  }));
}

/** Below this share of clicks that found what was asked for ahead, over so many clicks, it is not worth its price. */
const worth = { share: 0.6, clicks: 200 } as const;

/** False while asking ahead hardly ever helps. */
export function isWorthAskingAhead({ hit, joined, missed }: Found): boolean {
  const clicks = hit + joined + missed;
  return clicks < worth.clicks || (hit + joined) / clicks >= worth.share;
}

/** Clicks of this long ago say nothing about now: what was stopped is tried again then. */
export const clicksCountMs = 60 * 60_000;

/** Nobody is asked for somebody who has not acted for so long. */
export const idleMs = 15 * 60_000;
