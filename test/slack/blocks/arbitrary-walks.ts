import fc from 'fast-check';
import type { Brief } from '../../../src/domain/brief.js';
import type {
  BriefLine,
  CheckCard,
  EscalationCard,
  FixCard,
  NowOfWalk,
  QuestionCard,
  SessionCard,
  SourceOfWalk,
  WalkBody,
  WalkCard,
  WalkState,
} from '../../../src/domain/cards.js';
import { failures } from '../../../src/domain/draft.js';
import { reasonCategories } from '../../../src/domain/escalation.js';
import type { FixCheck } from '../../../src/domain/fix.js';
import type { Answer, FlowNode } from '../../../src/domain/flow.js';
import type { Suggestion } from '../../../src/domain/match.js';
import { at, maybe, number, person, place, problem, words } from './arbitrary-words.js';

const answer: fc.Arbitrary<Answer> = fc.record({
  id: fc.uuid(),
  label: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('Yes', 'No', 'Done', 'Not sure') },
    { weight: 2, arbitrary: words },
  ),
  kind: fc.constant('choice'),
  nextNodeId: fc.constant(null),
});

/** What the server adds to a question, each once. */
const added: fc.Arbitrary<Answer[]> = fc
  .subarray(['not_sure', 'something_else'] as const)
  .chain((kinds) => fc.tuple(...kinds.map((kind) => answer.map((one): Answer => ({ ...one, kind })))));

export const node: fc.Arbitrary<FlowNode> = fc.record({
  id: fc.uuid(),
  treeId: fc.uuid(),
  key: fc.constant(null),
  kind: fc.constantFrom('question', 'instruction', 'resolution', 'escalation'),
  text: words,
  label: maybe(words),
  howToTell: maybe(words),
  source: fc.constantFrom('author', 'built_in', 'model', 'server'),
  depth: fc.integer({ min: 1, max: 12 }),
  answers: fc.oneof(
    fc.array(answer, { maxLength: 5 }),
    fc.tuple(fc.array(answer, { minLength: 1, maxLength: 5 }), added).map((parts) => parts.flat()),
    fc.array(answer, { minLength: 6, maxLength: 100, size: 'max' }),
  ),
});

const failed = fc.record({ kind: fc.constant('failed' as const), why: fc.constantFrom(...failures) });

const body: fc.Arbitrary<WalkBody> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('node' as const), node }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<WalkBody>({ kind: 'writing' }, { kind: 'ad_hoc' }),
  },
  { weight: 1, arbitrary: failed },
);

const state: fc.Arbitrary<WalkState> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<WalkState>({ kind: 'open' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('answered' as const), label: words, by: person, at }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('went_back' as const), by: person, at }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('recorded' as const), text: words, by: person, at }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('closed' as const),
      status: fc.constantFrom('resolved', 'escalated', 'abandoned'),
      wrongFlow: fc.boolean(),
    }),
  },
);

export const suggestion: fc.Arbitrary<Suggestion> = fc.record({
  flowId: fc.uuid(),
  title: words,
  why: words,
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
  commonWords: fc.array(words, { maxLength: 5 }),
  nearestPhrase: maybe(words),
  record: fc.record({ walks: number, solved: number, alike: number }),
});

export const walkCard: fc.Arbitrary<WalkCard> = fc.record({
  sessionId: fc.uuid(),
  position: fc.integer({ min: 0, max: 500 }),
  body,
  state,
  canGoBack: fc.boolean(),
  toldHow: fc.boolean(),
  canLeave: fc.boolean(),
  built: fc.constantFrom('no', 'built_in', 'model'),
});

const source: fc.Arbitrary<SourceOfWalk> = fc.oneof(
  fc.record({ kind: fc.constant('flow' as const), title: words, version: number }),
  fc.record({ kind: fc.constant('ai_build' as const), category: words, builtIn: fc.boolean() }),
  fc.constantFrom<SourceOfWalk>({ kind: 'ad_hoc' }, { kind: 'none' }),
);

export const status = fc.constantFrom(
  'active' as const,
  'resolved' as const,
  'escalated' as const,
  'abandoned' as const,
);

const now: fc.Arbitrary<NowOfWalk> = fc.oneof(
  fc.record({ kind: fc.constant('node' as const), text: words }),
  fc.constantFrom<NowOfWalk>({ kind: 'writing' }, { kind: 'ad_hoc' }),
  failed,
);

export const fixCheck = fc.constantFrom<FixCheck>('awaiting', 'confirmed', 'unanswered', 'reopened');

const fix: fc.Arbitrary<FixCard> = fc.record({
  number: fc.integer({ min: 1, max: 9 }),
  by: person,
  at,
  helpful: maybe(fc.boolean()),
  notes: maybe(words),
  minutes: maybe(fc.nat(144_000)),
  check: fixCheck,
  checkedBy: maybe(person),
  reason: maybe(words),
});

export const sessionCard: fc.Arbitrary<SessionCard> = fc.record({
  sessionId: fc.uuid(),
  ticketNumber: number,
  problem,
  categoryName: maybe(words),
  source,
  why: maybe(suggestion),
  leftFlows: fc.array(words, { maxLength: 4 }),
  status,
  stopped: fc.boolean(),
  startedBy: person,
  carriedBy: person,
  stepsTaken: fc.nat(200),
  notesTaken: fc.nat(200),
  now: maybe(now),
  escalation: maybe(
    fc.record({
      reason: words,
      category: fc.constantFrom(...reasonCategories),
      claimedBy: maybe(person),
      told: fc.constantFrom('channel', 'direct', 'nobody'),
      instruction: maybe(words),
    }),
  ),
  resolution: maybe(fix),
  reopened: fc.nat(12),
  reopenUntil: maybe(at),
  openedAt: at,
});

export const checkCard: fc.Arbitrary<CheckCard> = fc.record({
  sessionId: fc.uuid(),
  ticketNumber: number,
  problem,
  again: fc.boolean(),
  fix,
  thread: maybe(place),
});

const briefLine: fc.Arbitrary<BriefLine> = fc.record({
  text: words,
  answer: maybe(words),
  by: person,
  at,
  kind: fc.constantFrom('answer', 'back', 'ad_hoc', 'note', 'question'),
  nodeKind: fc.constantFrom(null, 'question' as const, 'instruction' as const),
  answerKind: fc.constantFrom(null, 'choice' as const, 'cant_do' as const, 'not_sure' as const),
});

export const escalationCard: fc.Arbitrary<EscalationCard> = fc.record({
  escalationId: fc.uuid(),
  sessionId: fc.uuid(),
  ticketNumber: number,
  problem,
  categoryName: maybe(words),
  source,
  reason: words,
  reasonCategory: fc.constantFrom(...reasonCategories),
  status: fc.constantFrom('open', 'claimed', 'resolved', 'returned'),
  escalatedBy: person,
  claimedBy: maybe(person),
  resolution: maybe(fc.record({ notes: maybe(words), check: fixCheck })),
  instruction: maybe(words),
  at,
  waitsSince: at,
  dueAt: maybe(at),
  onCall: fc.record({
    groupId: fc.constantFrom(null, 'S0ENGINEERS'),
    people: fc.array(person, { maxLength: 9 }),
  }),
  openQuestion: maybe(words),
  lead: fc.constantFrom(null, 'on_call' as const, 'admins' as const),
  brief: fc.array(briefLine, { maxLength: 150, size: 'max' }),
  thread: maybe(place),
});

const brieflyAlike = fc.record({
  ticketNumber: number,
  problem: words,
  solution: maybe(words),
  solvedBy: person,
  thread: maybe(place),
});

const ended = { claimedBy: maybe(person), at };

export const brief: fc.Arbitrary<Brief> = fc.record({
  ticketNumber: number,
  problem,
  categoryName: maybe(words),
  source,
  thread: maybe(place),
  escalation: maybe(
    fc.record({
      reason: words,
      reasonCategory: fc.constantFrom(...reasonCategories),
      escalatedBy: person,
      at,
    }),
  ),
  solved: fc.boolean(),
  brief: fc.array(briefLine, { maxLength: 90, size: 'max' }),
  nextNode: maybe(words),
  alike: fc.array(brieflyAlike, { maxLength: 3 }),
  ending: maybe(
    fc.oneof(
      fc.record({ kind: fc.constant('resolved' as const), notes: maybe(words), check: fixCheck, ...ended }),
      fc.record({ kind: fc.constant('returned' as const), instruction: words, ...ended }),
    ),
  ),
});

export const questionCard: fc.Arbitrary<QuestionCard> = fc.record({
  questionId: fc.uuid(),
  sessionId: fc.uuid(),
  ticketNumber: number,
  text: words,
  askedBy: person,
  answer: maybe(fc.record({ text: words, by: person, at })),
  asks: fc.boolean(),
  closed: fc.boolean(),
});
