import type { BriefLine, MessageRef, SourceOfWalk } from './cards.js';
import type { ReasonCategory } from './escalation.js';
import type { FixCheck } from './fix.js';
import type { Problem } from './intake.js';
import type { Person } from './member.js';

/** A ticket that was solved and reads alike. */
export interface AlikeTicket {
  ticketNumber: number;
  problem: string;
  solution: string | null;
  solvedBy: Person;
  thread: MessageRef | null;
}

/** How an escalation ended. */
export type BriefEnding =
  | { kind: 'resolved'; notes: string | null; check: FixCheck; claimedBy: Person | null; at: Date }
  | { kind: 'returned'; instruction: string; claimedBy: Person | null; at: Date };

/** Everything that is known about a ticket: what an engineer reads instead of asking the customer again. */
export interface Brief {
  ticketNumber: number;
  problem: Problem;
  categoryName: string | null;
  source: SourceOfWalk;
  /** The agent's thread. */
  thread: MessageRef | null;
  escalation: { reason: string; reasonCategory: ReasonCategory; escalatedBy: Person; at: Date } | null;
  /** Every step and note, oldest first. */
  brief: BriefLine[];
  /** Where the walk stood: what its flow would have tried next, or the end that it reached. */
  nextNode: string | null;
  /** True where the walk itself was ended as solved: nothing is open then, and its last fix is no failed one. */
  solved: boolean;
  alike: AlikeTicket[];
  ending: BriefEnding | null;
}

/** What was found out, as question and answer. */
export interface Fact {
  question: string;
  answer: string;
}

/** The answered steps between the start and where the walk ended, without those that were gone back from. */
function pathOf(lines: readonly BriefLine[]): BriefLine[] {
  const path: BriefLine[] = [];
  for (const line of lines) {
    if (line.kind === 'back') path.pop();
    else if (line.kind === 'answer') path.push(line);
  }
  return path;
}

/** What the customer answered on the way here. "Not sure" is no fact. */
export const factsOf = (lines: readonly BriefLine[]): Fact[] =>
  pathOf(lines).flatMap(({ text, answer, nodeKind, answerKind }) =>
    nodeKind === 'question' && answer !== null && answerKind !== 'not_sure' && answerKind !== 'cant_do'
      ? [{ question: text, answer }]
      : [],
  );

/** Fixes that were tried and left the problem as it was. */
export function ruledOutOf({ brief, solved }: Pick<Brief, 'brief' | 'solved'>): string[] {
  const path = pathOf(brief);
  const fixed = solved ? fixOf(path) : null;
  return path.flatMap((line) => (isTriedFix(line) && line !== fixed ? [line.text] : []));
}

const isTriedFix = ({ nodeKind, answerKind }: BriefLine): boolean =>
  nodeKind === 'instruction' && answerKind !== 'cant_do' && answerKind !== 'not_sure';

/** Of a walk that was solved: the last fix, where at most its check came after it. */
const fixOf = (path: readonly BriefLine[]): BriefLine | null => path.slice(-2).findLast(isTriedFix) ?? null;

/** What solved it in the words of the walk; null where that is not known. */
export function solvedBy({ brief, solved }: Pick<Brief, 'brief' | 'solved'>): string | null {
  return solved ? (fixOf(pathOf(brief))?.text ?? null) : null;
}

/** What could not be done or answered, and so is still open. */
export const openPointsOf = ({ brief, solved }: Pick<Brief, 'brief' | 'solved'>): string[] =>
  solved
    ? []
    : pathOf(brief).flatMap(({ text, answerKind }) =>
        answerKind === 'cant_do' || answerKind === 'not_sure' ? [text] : [],
      );

/** What an engineer might do next, and what says so. */
export type Suggestion =
  | { kind: 'alike'; ticketNumber: number; solution: string }
  | { kind: 'open_point'; text: string }
  | { kind: 'next_node'; text: string }
  | { kind: 'reason'; category: ReasonCategory };

/** The first of: what solved an alike ticket, what the agent could not do, what the flow would do next, what the reason asks for. */
export function suggestionOf(brief: Brief): Suggestion | null {
  if (brief.solved || brief.ending) return null;
  const solved = brief.alike.find(({ solution }) => solution !== null);
  if (solved?.solution)
    return { kind: 'alike', ticketNumber: solved.ticketNumber, solution: solved.solution };
  const open = openPointsOf(brief).at(-1);
  if (open) return { kind: 'open_point', text: open };
  if (brief.nextNode !== null) return { kind: 'next_node', text: brief.nextNode };
  return brief.escalation && { kind: 'reason', category: brief.escalation.reasonCategory };
}
