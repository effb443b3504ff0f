import fc from 'fast-check';
import type {
  BriefLine,
  EscalationCard,
  IntakeCard,
  Notice,
  Page,
  QueueLine,
  SessionCard,
  SourceOfWalk,
  WalkBody,
  WalkCard,
  WalkState,
} from '../../../src/domain/cards.js';
import { reasonCategories } from '../../../src/domain/escalation.js';
import type { Answer, FlowNode } from '../../../src/domain/flow.js';
import type { Problem } from '../../../src/domain/intake.js';
import type { Person } from '../../../src/domain/member.js';
import { urgencies } from '../../../src/domain/ticket.js';
import type { RolesView } from '../../../src/slack/blocks/roles-modal.js';
import type { CategoryView, SettingsView } from '../../../src/slack/blocks/settings-modals.js';
import { queueStatuses } from '../../../src/slack/payloads.js';
import { ava, ben, erin } from './samples.js';

const nasty = [
  '<!channel> <!here> <!everyone>',
  '<@U0EVIL> <@W123> <#C0EVIL|general> <!subteam^S123|@admins>',
  '<https://evil.example|click here> https://evil.example/a?b=1&c=<2>',
  '<!date^1^{date}^https://evil.example|x>',
  '&lt;!channel&gt; &amp;&amp; <<>>',
  '*bold* _it_ ~no~ `code` ```\nblock\n``` > quote',
  'שלום עולם مرحبا بالعالم \u202Etxet esrever',
  '👩🏽‍💻🏳️‍🌈👨‍👩‍👧‍👦🇩🇪',
  '🙂',
  '   ',
  '',
  '\n\n\n',
  'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk',
];

const long = fc
  .record({
    of: fc.constantFrom('x', '&', '<', 'word ', 'é ', '界', '👍', '\n', '<!here> '),
    count: fc.constantFrom(80, 149, 151, 3_001, 10_000),
  })
  .map(({ of, count }) =>
    of
      .repeat(Math.ceil(count / of.length))
      .slice(0, count)
      .toWellFormed(),
  );

/** What people, customers and models write. */
export const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...nasty), { minLength: 2, maxLength: 40 })
      .map((all) => all.join(' ')),
  },
  { weight: 1, arbitrary: long },
);

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { nil: null });

/** Ours, some with an id that Slack never gave and a name that somebody chose. */
export const person: fc.Arbitrary<Person> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(ava, ben, erin) },
  {
    weight: 1,
    arbitrary: fc.record({
      memberId: fc.uuid(),
      slackUserId: fc.constantFrom('', 'U1><!channel>', 'x'),
      displayName: words,
    }),
  },
);

const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
export const number = fc.integer({ min: 1, max: 2_000_000 });
const place = fc.record({
  channelId: fc.constantFrom('C0SUPPORT', 'D0AVA', '<!channel>'),
  ts: fc.constant('1700000000.000100'),
});

export const problem: fc.Arbitrary<Problem> = fc.record({
  text: words,
  customerName: maybe(words),
  customerContact: maybe(words),
  device: maybe(words),
  urgency: fc.constantFrom(...urgencies),
});

const answer: fc.Arbitrary<Answer> = fc.record({
  id: fc.uuid(),
  label: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('Yes', 'No', 'Done', 'Not sure') },
    { weight: 2, arbitrary: words },
  ),
  kind: fc.constant('choice'),
  nextNodeId: fc.constant(null),
});

export const node: fc.Arbitrary<FlowNode> = fc.record({
  id: fc.uuid(),
  treeId: fc.uuid(),
  key: fc.constant(null),
  kind: fc.constantFrom('question', 'instruction', 'resolution', 'escalation'),
  text: words,
  label: maybe(words),
  source: fc.constantFrom('author', 'built_in', 'model', 'server'),
  depth: fc.integer({ min: 1, max: 12 }),
  answers: fc.oneof(
    fc.array(answer, { maxLength: 5 }),
    fc.array(answer, { minLength: 6, maxLength: 100, size: 'max' }),
  ),
});

const body: fc.Arbitrary<WalkBody> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('node' as const), node }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<WalkBody>({ kind: 'writing' }, { kind: 'failed' }, { kind: 'ad_hoc' }),
  },
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
    }),
  },
);

export const walkCard: fc.Arbitrary<WalkCard> = fc.record({
  sessionId: fc.uuid(),
  position: fc.integer({ min: 0, max: 500 }),
  body,
  state,
  canGoBack: fc.boolean(),
  built: fc.constantFrom('no', 'built_in', 'model'),
});

const source: fc.Arbitrary<SourceOfWalk> = fc.oneof(
  fc.record({ kind: fc.constant('flow' as const), title: words, version: number }),
  fc.record({ kind: fc.constant('ai_build' as const), category: words, builtIn: fc.boolean() }),
  fc.constantFrom<SourceOfWalk>({ kind: 'ad_hoc' }, { kind: 'none' }),
);

const status = fc.constantFrom(
  'active' as const,
  'resolved' as const,
  'escalated' as const,
  'abandoned' as const,
);

export const sessionCard: fc.Arbitrary<SessionCard> = fc.record({
  sessionId: fc.uuid(),
  ticketNumber: number,
  problem,
  categoryName: maybe(words),
  source,
  status,
  stopped: fc.boolean(),
  startedBy: person,
  carriedBy: person,
  stepsTaken: fc.nat(200),
  notesTaken: fc.nat(200),
  currentText: maybe(words),
  escalation: maybe(
    fc.record({
      reason: words,
      category: fc.constantFrom(...reasonCategories),
      claimedBy: maybe(person),
      told: fc.constantFrom('channel', 'direct', 'nobody'),
    }),
  ),
  resolution: maybe(fc.record({ helpful: maybe(fc.boolean()), notes: maybe(words) })),
  openedAt: at,
});

const briefLine: fc.Arbitrary<BriefLine> = fc.record({
  text: words,
  answer: maybe(words),
  by: person,
  at,
  kind: fc.constantFrom('answer', 'back', 'ad_hoc', 'note'),
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
  status: fc.constantFrom('open', 'claimed', 'resolved'),
  escalatedBy: person,
  claimedBy: maybe(person),
  resolution: maybe(fc.record({ by: maybe(person), notes: maybe(words) })),
  at,
  brief: fc.array(briefLine, { maxLength: 150, size: 'max' }),
  thread: maybe(place),
});

export const intakeCard: fc.Arbitrary<IntakeCard> = fc.record({
  intakeId: fc.uuid(),
  problem,
  outcome: fc.constantFrom('matched', 'suggest', 'build', 'out_of_scope', 'ad_hoc'),
  reason: words,
  categoryName: maybe(words),
  suggestions: fc.array(fc.record({ flowId: fc.uuid(), title: words, why: words }), { maxLength: 30 }),
  canBuild: fc.boolean(),
  decision: fc.constantFrom(null, null, 'use_flow', 'build', 'ad_hoc', 'escalate'),
  ticketNumber: maybe(number),
  thread: maybe(place),
});

export const notice: fc.Arbitrary<Notice> = fc.oneof(
  fc.record({
    kind: fc.constant('claimed' as const),
    by: person,
    ticketNumber: number,
    sessionId: fc.uuid(),
  }),
  fc.record({
    kind: fc.constant('handed_over' as const),
    from: person,
    to: person,
    ticketNumber: number,
    sessionId: fc.uuid(),
  }),
  fc.record({ kind: fc.constantFrom('resumed' as const, 'stopped' as const), by: person }),
  fc.record({
    kind: fc.constant('resolved' as const),
    by: person,
    ticketNumber: number,
    sessionId: fc.uuid(),
    notes: maybe(words),
  }),
  fc.record({ kind: fc.constant('nobody_to_tell' as const), ticketNumber: number }),
  fc.record({
    kind: fc.constant('role_given' as const),
    by: person,
    role: fc.constantFrom('l1', 'engineer'),
  }),
  fc.record({ kind: fc.constant('access_declined' as const), by: person }),
  fc.record({
    kind: fc.constant('moved_to_direct_message' as const),
    ticketNumber: number,
    channelId: fc.constantFrom('C0SUPPORT', '<!channel>'),
  }),
);

export const note = fc.record({ kind: fc.constant('note' as const), text: words, by: person, at });

const queueLine: fc.Arbitrary<QueueLine> = fc.record({
  sessionId: fc.uuid(),
  ticketNumber: number,
  problem: words,
  customerName: maybe(words),
  status,
  stopped: fc.boolean(),
  carriedBy: person,
  claimedBy: maybe(person),
  escalationId: maybe(fc.uuid()),
  currentText: maybe(words),
  thread: maybe(place),
  updatedAt: at,
});

export const page: fc.Arbitrary<Page<QueueLine>> = fc.record({
  lines: fc.array(queueLine, { maxLength: 30, size: 'max' }),
  page: fc.integer({ min: 1, max: 40 }),
  pages: fc.integer({ min: 1, max: 40 }),
  total: fc.nat(400),
});

export const queueStatus = fc.constantFrom(...queueStatuses);

const slackIds = fc.constantFrom('C0NETWORK', 'G0PRIVATE', null);
const someone = fc.constantFrom(ava, ben, erin);

export const category: fc.Arbitrary<CategoryView> = fc.record({
  id: fc.uuid(),
  name: words,
  keywords: fc.array(words, { maxLength: 8 }),
  buildEnabled: fc.boolean(),
  identityGate: fc.boolean(),
  engineeringChannelId: slackIds,
});

export const settings: fc.Arbitrary<SettingsView> = fc.record({
  categories: fc.array(category, { maxLength: 130, size: 'max' }),
  account: fc.record({ defaultChannelId: slackIds, newcomers: fc.constantFrom('ask', 'join_as_l1') }),
  recipients: fc.uniqueArray(someone),
  members: fc.array(someone, { maxLength: 30 }),
});

const role = fc.constantFrom('l1' as const, 'engineer' as const, 'admin' as const, 'owner' as const);

export const roles: fc.Arbitrary<RolesView> = fc.record({
  members: fc.array(
    fc
      .record({
        who: person,
        role: maybe(role),
        coversL1: fc.boolean(),
        standing: fc.constantFrom('full' as const, 'guest' as const, 'bot' as const, 'deactivated' as const),
      })
      .map(({ who, ...member }) => ({ ...who, ...member })),
    { maxLength: 300, size: 'max' },
  ),
  chosen: maybe(fc.record({ slackUserId: fc.constant('U0BEN'), role: maybe(role), coversL1: fc.boolean() })),
  givable: fc.uniqueArray(role, { minLength: 1 }),
});
