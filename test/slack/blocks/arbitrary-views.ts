import fc from 'fast-check';
import type { IntakeCard, Notice, QueueLine } from '../../../src/domain/cards.js';
import type { DeskNotice } from '../../../src/domain/desk-notices.js';
import { readinessSteps } from '../../../src/domain/match-learning.js';
import { type Page, pageSize } from '../../../src/domain/page.js';
import type { RolesView } from '../../../src/slack/blocks/roles-modal.js';
import type { CategoryView, SettingsView } from '../../../src/slack/blocks/settings-modals.js';
import type { WrongFlowModalInput } from '../../../src/slack/blocks/wrong-flow-modal.js';
import { queueStatuses } from '../../../src/slack/payloads.js';
import { fixCheck, status, suggestion } from './arbitrary-walks.js';
import { at, maybe, number, person, place, problem, words } from './arbitrary-words.js';
import { ava, ben, erin } from './samples.js';

export const wrongFlow: fc.Arbitrary<WrongFlowModalInput> = fc.record({
  sessionId: fc.uuid(),
  position: fc.nat(500),
  ticketNumber: number,
  flowTitle: words,
  near: fc.array(suggestion, { maxLength: 10 }),
  others: fc.array(fc.record({ flowId: fc.uuid(), title: words }), { maxLength: 300 }),
  library: fc.record({ listed: number, total: number }),
  canBuild: fc.boolean(),
});

export const intakeCard: fc.Arbitrary<IntakeCard> = fc.record({
  intakeId: fc.uuid(),
  problem,
  outcome: fc.constantFrom('matched', 'suggest', 'build', 'out_of_scope', 'ad_hoc'),
  reason: words,
  categoryName: maybe(words),
  suggestions: fc.array(suggestion, { maxLength: 30 }),
  canBuild: fc.boolean(),
  decision: fc.constantFrom(null, null, 'use_flow', 'build', 'ad_hoc', 'escalate'),
  ticketNumber: maybe(number),
  thread: maybe(place),
});

const ofTicket = { ticketNumber: number, sessionId: fc.uuid() };
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });

const deskNotice: fc.Arbitrary<DeskNotice> = fc.oneof(
  fc.record({
    kind: fc.constant('released' as const),
    ...ofTicket,
    from: person,
    by: maybe(person),
    why: fc.constantFrom('released' as const, 'silent' as const, 'left' as const),
  }),
  fc.record({
    kind: fc.constant('reassigned' as const),
    ...ofTicket,
    from: maybe(person),
    to: person,
    by: person,
  }),
  fc.record({ kind: fc.constant('handed_back' as const), ...ofTicket, by: person, instruction: words }),
  fc.record({
    kind: fc.constant('answered' as const),
    ...ofTicket,
    by: person,
    question: words,
    answer: words,
  }),
  fc.record({
    kind: fc.constant('claim_due' as const),
    ticketNumber: number,
    dueAt: time,
    onCall: fc.record({ groupId: fc.constantFrom(null, 'S0ENGINEERS', '<!here>'), people: fc.array(person) }),
  }),
  fc.record({
    kind: fc.constant('unclaimed' as const),
    ticketNumber: number,
    since: time,
    rung: fc.constantFrom('on_call' as const, 'next_level' as const, 'admins' as const),
    place: fc.constantFrom(null, { channelId: 'C0SUPPORT', ts: '1700000000.000100' }),
  }),
  fc.record({ kind: fc.constant('admins_called' as const), ticketNumber: number }),
  fc.record({
    kind: fc.constant('claim_silent' as const),
    ...ofTicket,
    escalationId: fc.uuid(),
    releaseAt: time,
    isLast: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('channel_trouble' as const),
    channelId: fc.constantFrom('C0SUPPORT', '<!channel>'),
    trouble: fc.constantFrom('not_in_channel' as const, 'gone' as const),
    ticketNumber: fc.option(number),
  }),
  fc.record({
    kind: fc.constant('group_gone' as const),
    groupId: fc.constantFrom('S0ENGINEERS', '<!here>'),
    ticketNumber: number,
  }),
  fc.record({
    kind: fc.constant('role_group_gone' as const),
    groupId: fc.constantFrom('S0ENGINEERS', '<!here>'),
  }),
);

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
  fc.record({ kind: fc.constant('resumed' as const), by: person }),
  fc.record({ kind: fc.constant('stopped' as const), by: person, sessionId: fc.uuid() }),
  fc.record({
    kind: fc.constant('escalated' as const),
    by: person,
    told: fc.constantFrom('channel' as const, 'direct' as const),
  }),
  fc.record({
    kind: fc.constant('resolved' as const),
    by: person,
    ticketNumber: number,
    sessionId: fc.uuid(),
    notes: maybe(words),
    check: fixCheck,
  }),
  fc.record({
    kind: fc.constant('reopened' as const),
    by: person,
    ticketNumber: number,
    sessionId: fc.uuid(),
    reason: maybe(words),
  }),
  fc.record({
    kind: fc.constant('fix_confirmed' as const),
    by: person,
    ticketNumber: number,
    sessionId: fc.uuid(),
  }),
  fc.record({ kind: fc.constant('fix_unanswered' as const), ticketNumber: number, sessionId: fc.uuid() }),
  fc.record({
    kind: fc.constant('stale' as const),
    ticketNumber: number,
    sessionId: fc.uuid(),
    problem: words,
    since: at.map((date) => date.toISOString()),
    sweepAt: at.map((date) => date.toISOString()),
  }),
  fc.record({
    kind: fc.constant('abandoned' as const),
    by: maybe(person),
    ticketNumber: number,
    sessionId: fc.uuid(),
  }),
  fc.record({ kind: fc.constant('nobody_to_tell' as const), ticketNumber: number }),
  fc.record({
    kind: fc.constant('role_given' as const),
    by: person,
    role: fc.constantFrom('l1', 'engineer'),
  }),
  fc.record({ kind: fc.constant('access_declined' as const), by: person }),
  fc.record({ kind: fc.constant('branch_taken_out' as const), by: person, reason: words }),
  fc.record({
    kind: fc.constant('moved_to_direct_message' as const),
    ticketNumber: number,
    channelId: fc.constantFrom('C0SUPPORT', '<!channel>'),
    trouble: fc.constantFrom('not_in_channel', 'gone', 'headless', undefined),
  }),
  fc.record({
    kind: fc.constant('step_missing' as const),
    sessionId: fc.uuid(),
    position: number,
    over: fc.boolean(),
  }),
  deskNotice,
);

export const note = fc.record({ kind: fc.constant('note' as const), text: words, by: person, at });

const queueLine: fc.Arbitrary<QueueLine> = fc.record({
  sessionId: fc.uuid(),
  ticketNumber: number,
  problem: maybe(words),
  customerName: maybe(words),
  private: fc.boolean(),
  escalatedBy: maybe(person),
  startedBy: person,
  status,
  stopped: fc.boolean(),
  check: maybe(fixCheck),
  carriedBy: person,
  claimedBy: maybe(person),
  escalationId: maybe(fc.uuid()),
  currentText: maybe(words),
  thread: maybe(place),
  updatedAt: at,
});

export const page: fc.Arbitrary<Page<QueueLine>> = fc.record({
  lines: fc.array(queueLine, { maxLength: pageSize, size: 'max' }),
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
  archivedAt: fc.constantFrom(null, new Date('2026-01-02T03:04:05Z')),
});

export const index = maybe(
  fc.record({
    embedded: fc.nat(9_999),
    total: fc.integer({ min: 1, max: 99_999 }),
    meanwhile: fc.constantFrom('former_embedder' as const, 'words' as const),
  }),
);

export const settings: fc.Arbitrary<SettingsView> = fc.record({
  categories: fc.array(category, { maxLength: 130, size: 'max' }),
  archivedCategories: fc.array(category, { maxLength: 130, size: 'max' }),
  account: fc.record({ defaultChannelId: slackIds, newcomers: fc.constantFrom('ask', 'join_as_l1') }),
  recipients: fc.uniqueArray(someone),
  members: fc.array(someone, { maxLength: 30 }),
  matching: fc.record({ readiness: fc.constantFrom(...readinessSteps), index }),
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
  roleGroups: fc.dictionary(fc.uuid(), fc.constant('S0ENGINEERS')),
  chosen: maybe(fc.record({ slackUserId: fc.constant('U0BEN'), role: maybe(role), coversL1: fc.boolean() })),
  givable: fc.uniqueArray(role, { minLength: 1 }),
});
