import { InvalidInputError } from './errors.js';
import { type FlowDefinition, longest } from './flow-definition.js';
import type { ReviewTree } from './proposal-review.js';
import { redact, withoutPlaceholders } from './redact.js';
import { cleanText, oneLine, requiredText } from './text.js';

/** `withdrawn`: the walks that it came from do not count any more; another one may bring it back. */
export type ProposalState = 'open' | 'withdrawn' | 'published' | 'rejected';

/** A draft with evidence, waiting for a review. */
export interface Proposal {
  accountId: string;
  id: string;
  draftId: string;
  state: ProposalState;
  title: string;
  /** Problems in customers' words, by which the flow will be found. */
  examples: string[];
  categoryId: string;
  edits: ProposalEdits;
  /** Counts the edits: whoever edits an older state is told who was first. */
  revision: number;
  reason: string | null;
  /** Who edited, published or rejected it last. */
  reviewedById: string | null;
  publishedVersionId: string | null;
  takenOutNodeId: string | null;
  similarFlowId: string | null;
}

/** What reviewers want published other than the draft has it. The draft itself stays as it is. */
export interface ProposalEdits {
  /** By the id of the draft's node. */
  texts: Record<string, string>;
  /** How to find out, likewise; empty where a question is to say nothing of it. */
  howTos?: Record<string, string>;
  /** The nodes whose branches are left out. */
  cuts: string[];
}

export const noEdits: ProposalEdits = { texts: {}, cuts: [] };

/** Longest texts, in characters; a Slack input takes 3,000 in all. */
export const proposalLimits = { title: 140, example: 280, examples: 10, text: 2_900, reason: 1_000 } as const;

/**
 * A text as a flow may hold it: personal data and secrets give way to what they are ("the customer"), and so do the
 * placeholders that stood for them when a model was asked.
 */
export const withoutPeople = (text: string, known: readonly (string | null)[] = []): string =>
  withoutPlaceholders(redact(text, known));

/** A title for a problem's flow, until a reviewer gives a better one. */
export const titleOf = (problem: string): string => oneLine(cleanText(problem), proposalLimits.title);

/** The phrasings with one more, unless one like it is there or there are enough. */
export function withExample(examples: readonly string[], problem: string): string[] {
  const example = oneLine(cleanText(problem), proposalLimits.example);
  const known = examples.some((one) => one.toLowerCase() === example.toLowerCase());
  return known || example === '' || examples.length >= proposalLimits.examples
    ? [...examples]
    : [...examples, example];
}

/**
 * Phrasings as a reviewer typed them, one a line.
 * @throws {InvalidInputError} `empty`, or `too_long` or `out_of_range` with the limit.
 */
export function examplesOf(typed: string): string[] {
  const lines = typed.split('\n').map((line) => cleanText(line).replace(/\s+/g, ' '));
  const examples = [...new Set(lines.filter((line) => line !== ''))];
  if (examples.length > proposalLimits.examples)
    throw new InvalidInputError('examples', 'out_of_range', proposalLimits.examples);
  for (const example of examples) requiredText('examples', example, proposalLimits.example);
  if (examples.length === 0) throw new InvalidInputError('examples', 'empty');
  return examples;
}

const unexploredKey = 'server:unexplored';
const solvedKey = 'server:solved';

/** Where an answer leads that no walk has taken. */
export const unexploredText = 'This answer has not been explored yet. Escalate with what was tried.';
/** Where a walk was marked as solved at a step that has no end of its own. */
export const solvedText = 'This solved it in an earlier walk. Check with the customer that it works.';

/** What would be published: the walked nodes with the reviewers' edits, and nothing else but the server's own words. */
export function definitionOf(
  { nodes }: ReviewTree,
  about: Pick<FlowDefinition, 'slug' | 'title' | 'examples' | 'category'>,
): FlowDefinition {
  const key = (number: number) => `n${number}`;
  const ends = nodes.flatMap(({ ways }) => ways.map(({ to }) => to.kind));
  const server = (key: string, kind: 'resolution' | 'escalation', text: string) => ({
    key,
    kind,
    text,
    label: null,
    answers: [],
  });
  return {
    ...about,
    description: '',
    keywords: [],
    start: key(1),
    nodes: [
      ...nodes.map((node) => ({
        key: key(node.number),
        kind: node.kind,
        text: node.text,
        label: null,
        ...(node.howToTell && { howToTell: node.howToTell }),
        answers: node.ways.map(({ label, kind, to }) => ({
          label,
          kind,
          next: to.kind === 'node' ? key(to.number) : to.kind === 'solved' ? solvedKey : unexploredKey,
        })),
      })),
      ...(ends.some((kind) => kind === 'unexplored' || kind === 'cut')
        ? [server(unexploredKey, 'escalation', unexploredText)]
        : []),
      ...(ends.includes('solved') ? [server(solvedKey, 'resolution', solvedText)] : []),
    ],
  };
}

/** True if some path of it ends in a solution: a flow that only escalates is no use to anybody. */
export const solves = ({ nodes }: ReviewTree): boolean =>
  nodes.some(({ kind, ways }) => kind === 'resolution' || ways.some(({ to }) => to.kind === 'solved'));

/** What in it still looks like personal data, which a reviewer may have meant: the places, in words. */
export function personalIn({ title, examples, nodes }: FlowDefinition): string[] {
  const isPersonal = (text: string) => redact(text) !== text;
  return [
    ...(isPersonal(title) ? ['the title'] : []),
    ...(examples.some(isPersonal) ? ['a phrasing'] : []),
    ...nodes.flatMap(({ text, howToTell = '', answers }, index) =>
      [text, howToTell, ...answers.map(({ label }) => label)].some(isPersonal) ? [`step ${index + 1}`] : [],
    ),
  ];
}

/** The slug of a flow of this title: words joined by dashes, as flow files have them. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? ['flow']).join('-').slice(0, 60).replace(/-+$/, '');
}

/**
 * A node's text as a reviewer typed it; null puts back the text of the draft.
 * @throws {InvalidInputError} `too_long`.
 */
export function editedText(typed: string, original: string): string | null {
  if (cleanText(typed) === '') return null;
  const text = requiredText('text', typed, Math.min(proposalLimits.text, longest.text));
  return text === cleanText(original) ? null : text;
}

/**
 * How to find out as a reviewer typed it, empty to leave it out; null puts back the draft's.
 * @throws {InvalidInputError} `too_long`.
 */
export function editedHowTo(typed: string, original: string | null): string | null {
  const text = cleanText(typed) === '' ? '' : requiredText('howToTell', typed, longest.howToTell);
  return text === cleanText(original ?? '') ? null : text;
}
