import type { Brief } from '../../../src/domain/brief.js';
import type {
  CheckCard,
  EscalationCard,
  FixCard,
  IntakeCard,
  QueueLine,
  SessionCard,
  WalkCard,
} from '../../../src/domain/cards.js';
import type { Answer, FlowNode } from '../../../src/domain/flow.js';
import type { Problem } from '../../../src/domain/intake.js';
import type { Person } from '../../../src/domain/member.js';

/** The nth id of its kind; readable in a failing test. */
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const ava: Person = { memberId: id(1), slackUserId: 'U0AVA', displayName: 'Ava' };
export const ben: Person = { memberId: id(2), slackUserId: 'U0BEN', displayName: 'Ben' };
export const erin: Person = { memberId: id(3), slackUserId: 'U0ERIN', displayName: 'Erin' };

export const at = new Date('2026-11-22T10:42:00Z');

export const problem = (given: Partial<Problem> = {}): Problem => ({
  text: 'Laptop does not see the office Wi-Fi',
  customerName: null,
  customerContact: null,
  device: null,
  urgency: 'normal',
  private: false,
  ...given,
});

export const answers = (...labels: string[]): Answer[] =>
  labels.map((label, index) => ({ id: id(500 + index), label, kind: 'choice', nextNodeId: null }));

export const node = (given: Partial<FlowNode> = {}): FlowNode => ({
  id: id(20),
  treeId: id(21),
  key: '1',
  kind: 'question',
  text: 'Is the wireless adapter switched on?',
  label: null,
  source: 'author',
  depth: 1,
  answers: answers('Yes', 'No'),
  ...given,
});

export const walk = (given: Partial<WalkCard> = {}): WalkCard => ({
  sessionId: id(10),
  position: 2,
  body: { kind: 'node', node: node() },
  state: { kind: 'open' },
  toldHow: false,
  canGoBack: true,
  canLeave: true,
  built: 'no',
  ...given,
});

export const session = (given: Partial<SessionCard> = {}): SessionCard => ({
  sessionId: id(10),
  ticketNumber: 12,
  problem: problem(),
  categoryName: 'Network',
  source: { kind: 'flow', title: 'Wi-Fi does not connect', version: 1 },
  why: null,
  leftFlows: [],
  status: 'active',
  stopped: false,
  startedBy: ava,
  carriedBy: ava,
  stepsTaken: 2,
  notesTaken: 1,
  now: { kind: 'node', text: 'Is the wireless adapter switched on?' },
  escalation: null,
  resolution: null,
  reopened: 0,
  reopenUntil: null,
  openedAt: at,
  ...given,
});

export const fix = (given: Partial<FixCard> = {}): FixCard => ({
  number: 1,
  by: ava,
  at,
  helpful: null,
  notes: null,
  minutes: null,
  check: 'confirmed',
  checkedBy: ava,
  reason: null,
  ...given,
});

export const check = (given: Partial<CheckCard> = {}): CheckCard => ({
  sessionId: id(10),
  ticketNumber: 12,
  problem: problem(),
  again: false,
  fix: fix({ by: erin, check: 'awaiting', checkedBy: null, notes: 'New cable' }),
  thread: { channelId: 'C0SUPPORT', ts: '1700000000.000100' },
  ...given,
});

export const escalation = (given: Partial<EscalationCard> = {}): EscalationCard => ({
  escalationId: id(30),
  sessionId: id(10),
  ticketNumber: 12,
  problem: problem(),
  categoryName: 'Network',
  source: { kind: 'flow', title: 'Wi-Fi does not connect', version: 1 },
  reason: 'The access point answers nobody',
  reasonCategory: 'outage',
  status: 'open',
  escalatedBy: ava,
  claimedBy: null,
  resolution: null,
  instruction: null,
  at,
  waitsSince: at,
  dueAt: null,
  onCall: { groupId: null, people: [] },
  openQuestion: null,
  lead: null,
  brief: [
    {
      kind: 'answer',
      text: 'Is the adapter on?',
      answer: 'Yes',
      by: ava,
      at,
      nodeKind: 'question',
      answerKind: 'choice',
    },
    {
      kind: 'note',
      text: 'Whole floor is affected',
      answer: null,
      by: ava,
      at,
      nodeKind: null,
      answerKind: null,
    },
  ],
  thread: { channelId: 'C0SUPPORT', ts: '1700000000.000100' },
  ...given,
});

/** Everything about the same ticket, as engineers read it. */
export const brief = (given: Partial<Brief> = {}): Brief => {
  const { reason, reasonCategory, escalatedBy, ...card } = escalation();
  const { ticketNumber, problem: said, categoryName, source, thread, brief: lines } = card;
  return {
    ticketNumber,
    problem: said,
    categoryName,
    source,
    thread,
    escalation: { reason, reasonCategory, escalatedBy, at },
    brief: lines,
    nextNode: null,
    solved: false,
    alike: [],
    ending: null,
    ...given,
  };
};

export const intake = (given: Partial<IntakeCard> = {}): IntakeCard => ({
  intakeId: id(40),
  problem: problem(),
  outcome: 'suggest',
  reason: 'Two flows are near.',
  categoryName: 'Network',
  suggestions: [
    {
      flowId: id(50),
      title: 'Wi-Fi does not connect',
      why: 'about Wi-Fi',
      probability: 0.4,
      commonWords: ['wifi'],
      nearestPhrase: 'no wifi',
    },
    {
      flowId: id(51),
      title: 'VPN does not connect',
      why: 'about connecting',
      probability: 0.2,
      commonWords: [],
      nearestPhrase: null,
    },
  ],
  canBuild: true,
  decision: null,
  ticketNumber: null,
  thread: null,
  ...given,
});

export const line = (given: Partial<QueueLine> = {}): QueueLine => ({
  sessionId: id(10),
  ticketNumber: 12,
  problem: 'Laptop does not see the office Wi-Fi',
  customerName: 'Dana Ruiz',
  private: false,
  escalatedBy: null,
  startedBy: ava,
  status: 'active',
  stopped: false,
  check: null,
  carriedBy: ava,
  claimedBy: null,
  escalationId: null,
  currentText: 'Is the wireless adapter switched on?',
  thread: { channelId: 'C0SUPPORT', ts: '1700000000.000100' },
  updatedAt: at,
  ...given,
});
