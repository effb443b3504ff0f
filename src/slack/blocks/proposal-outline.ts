import type { Tally } from '../../domain/evidence.js';
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
const deepest = 3;
// An em space: Slack drops plain spaces at the start of a line.
const indent = (level: number): string => '\u2003'.repeat(Math.min(level, deepest));

/** The tree, a line a step; how often it was walked is said where that differs from the step before. */
export const outline = ({ nodes, tally }: ReviewTree, room: number): Mrkdwn[][] => {
  const before = (node: ReviewNode) => parentOf(node, nodes)?.tally ?? tally;
  return nodes.map((node) => [outlineLine(node, room, before(node)), ...loose(node)]);
};

function outlineLine(node: ReviewNode, room: number, before: Tally): Mrkdwn {
  const way = node.cameBy === null ? '' : `${mrkdwnLine(node.cameBy, 75)} → `;
  const how = node.howToTell === null ? '' : ' 💡';
  const edited = node.isEdited ? ' ✏️' : '';
  const walks = tallyWords(node) === tallyWords({ tally: before }) ? '' : `  _${tallyWords(node)}_`;
  return `${indent(node.level)}${way}*${node.number}.* ${signs[node.kind]} ${mrkdwnLine(node.text, room)}${how}${edited}${walks}`;
}

const parentOf = ({ number }: ReviewNode, all: readonly ReviewNode[]): ReviewNode | undefined =>
  all.find(({ ways }) => ways.some(({ to }) => to.kind === 'node' && to.number === number));

/** How many answers of the tree nobody has taken to an end. */
export const unexplored = ({ nodes }: ReviewTree): number =>
  nodes.flatMap(({ ways }) => ways).filter(({ to }) => to.kind === 'unexplored').length;

/** The answers that end here, in one line for each such end. Those not explored yet are only counted: most are. */
function loose({ level, ways }: ReviewNode): Mrkdwn[] {
  const line = (kind: ReviewWay['to']['kind'], end: string): Mrkdwn[] => {
    const labels = ways.filter(({ to }) => to.kind === kind).map(({ label }) => mrkdwnLine(label, 40));
    return labels.length === 0 ? [] : [`${indent(level + 1)}${labels.join(', ')} → ${end}`];
  };
  return [...line('solved', '✅ solved here in an earlier walk'), ...line('cut', '✂️ left out: escalate')];
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
  const from = parentOf(node, all);
  const came =
    node.cameBy === null || !from
      ? 'starts here'
      : `after “${mrkdwnLine(node.cameBy, 75)}” on ${from.number}`;
  const edited = node.isEdited ? '  ·  ✏️ edited' : '';
  return `*${node.number}.* ${signs[node.kind]} _${came}  ·  ${tallyWords(node)}_${edited}`;
}

/** So long a line may become, far below what a section takes. */
const longestLine = 600;

/** Where the answers of the published flow will lead, in full; those with the same end share a line. */
export function waysWords(ways: readonly ReviewWay[]): Mrkdwn[] {
  const lines: { labels: Mrkdwn; end: Mrkdwn }[] = [];
  for (const { label, walks, to } of ways) {
    const taken = walks > 0 ? ` (${count(walks, 'walk')})` : '';
    const words = `${mrkdwn(label, 200)}${taken}`;
    const end = endWords(to);
    const same = lines.find((line) => line.end === end && line.labels.length + words.length < longestLine);
    if (same) same.labels = `${same.labels} / ${words}`;
    else lines.push({ labels: words, end });
  }
  return lines.map(({ labels, end }) => `• ${labels} → ${end}`);
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
