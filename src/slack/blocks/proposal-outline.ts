import { solvedText, unexploredText } from '../../domain/proposal.js';
import type { ReviewNode, ReviewTree, ReviewWay } from '../../domain/proposal-review.js';
import { count, type Mrkdwn, mrkdwn, mrkdwnLine } from './text.js';

const signs: Record<ReviewNode['kind'], string> = {
  question: '❓',
  instruction: '🔧',
  resolution: '✅',
  escalation: '🚨',
};

/** Deeper steps are not moved further in: a phone is narrow. */
const deepest = 5;
// An em space: Slack drops plain spaces at the start of a line.
const indent = (level: number): string => '\u2003'.repeat(Math.min(level, deepest));

/** The tree, a line a step, each with how often it was walked and what that led to. */
export const outline = ({ nodes }: ReviewTree, room: number): Mrkdwn[][] =>
  nodes.map((node) => [outlineLine(node, room), ...loose(node)]);

function outlineLine(node: ReviewNode, room: number): Mrkdwn {
  const way = node.cameBy === null ? '' : `${mrkdwnLine(node.cameBy, 75)} → `;
  const edited = node.isEdited ? ' ✏️' : '';
  return `${indent(node.level)}${way}*${node.number}.* ${signs[node.kind]} ${mrkdwnLine(node.text, room)}${edited}  _${tallyWords(node)}_`;
}

/** The answers that lead nowhere of their own, in one line for each such end. */
function loose({ level, ways }: ReviewNode): Mrkdwn[] {
  const line = (kind: ReviewWay['to']['kind'], end: string): Mrkdwn[] => {
    const labels = ways.filter(({ to }) => to.kind === kind).map(({ label }) => mrkdwnLine(label, 40));
    return labels.length === 0 ? [] : [`${indent(level + 1)}${labels.join(', ')} → ${end}`];
  };
  return [
    ...line('solved', '✅ solved here in an earlier walk'),
    ...line('cut', '✂️ left out: escalate'),
    ...line('unexplored', '🚨 escalate (not explored yet)'),
  ];
}

/** "3 walks, 2 solved, 1 escalated". */
export function tallyWords({ tally }: Pick<ReviewNode, 'tally'>): Mrkdwn {
  const parts = [
    count(tally.walks, 'walk'),
    tally.solved > 0 ? `${tally.solved} solved` : null,
    tally.escalated > 0 ? `${tally.escalated} escalated` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** A step's heading in the review. */
export function stepWords(node: ReviewNode, all: readonly ReviewNode[]): Mrkdwn {
  const from = all.find(({ ways }) => ways.some(({ to }) => to.kind === 'node' && to.number === node.number));
  const came =
    node.cameBy === null || !from
      ? 'starts here'
      : `after “${mrkdwnLine(node.cameBy, 75)}” on ${from.number}`;
  const edited = node.isEdited ? '  ·  ✏️ edited' : '';
  return `*${node.number}.* ${signs[node.kind]} _${came}  ·  ${tallyWords(node)}_${edited}`;
}

/** Where an answer of the published flow will lead, in full. */
export function wayWords({ label, walks, to }: ReviewWay): Mrkdwn {
  const taken = walks > 0 ? ` (${count(walks, 'walk')})` : '';
  return `• ${mrkdwn(label, 200)}${taken} → ${endWords(to)}`;
}

function endWords(to: ReviewWay['to']): Mrkdwn {
  switch (to.kind) {
    case 'node':
      return `*${to.number}*`;
    case 'solved':
      return `✅ “${solvedText}”`;
    case 'cut':
      return `✂️ left out; 🚨 “${unexploredText}”`;
    case 'unexplored':
      return `🚨 “${unexploredText}”`;
  }
}
