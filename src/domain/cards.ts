import type { Brief } from './brief.js';
import type { CarryNotice } from './carry-notices.js';
import type { DeliveryNotice } from './delivery-notices.js';
import type { DeskNotice } from './desk-notices.js';
import type { Failure } from './draft.js';
import type { EscalationStatus, ReasonCategory } from './escalation.js';
import type { Rung } from './escalation-clock.js';
import type { FixCheck } from './fix.js';
import type { AnswerKind, FlowNode, NodeKind } from './flow.js';
import type { Decision, Outcome, Problem } from './intake.js';
import type { Suggestion } from './match.js';
import type { Person, Role } from './member.js';
import type { ProposalCard } from './proposal-card.js';
import type { SessionStatus } from './session.js';

/** Where a walk comes from, as its card says it. */
export type SourceOfWalk =
  | { kind: 'flow'; title: string; version: number }
  | { kind: 'ai_build'; category: string; builtIn: boolean }
  | { kind: 'ad_hoc' }
  | { kind: 'none' };

/** A place in Slack: a message, by channel and timestamp. */
export interface MessageRef {
  channelId: string;
  ts: string;
}

/** What a walk waits for: an answer to a node, a node, an agent's next try at one, or what is tried without a tree. */
export type NowOfWalk =
  | { kind: 'node'; text: string }
  | { kind: 'writing' }
  | { kind: 'failed'; why: Failure }
  | { kind: 'ad_hoc' };

/** The head of a walk's thread. */
export interface SessionCard {
  sessionId: string;
  ticketNumber: number;
  problem: Problem;
  categoryName: string | null;
  source: SourceOfWalk;
  /** Why its flow came up, where the matcher found it. */
  why: Suggestion | null;
  /** Titles of the flows that were left before as the wrong ones. */
  leftFlows: string[];
  status: SessionStatus;
  stopped: boolean;
  startedBy: Person;
  carriedBy: Person;
  stepsTaken: number;
  notesTaken: number;
  /** What the walk waits for; null when it has ended. */
  now: NowOfWalk | null;
  escalation: {
    reason: string;
    category: ReasonCategory;
    claimedBy: Person | null;
    told: 'channel' | 'direct' | 'nobody';
    /** What engineering handed it back with. */
    instruction: string | null;
  } | null;
  resolution: FixCard | null;
  /** Fixes that did not hold. */
  reopened: number;
  /** Until when it can be reopened; null unless it has ended. */
  reopenUntil: Date | null;
  openedAt: Date;
}

/** How a walk was solved, and what is known of it since. */
export interface FixCard {
  number: number;
  by: Person;
  at: Date;
  helpful: boolean | null;
  notes: string | null;
  minutes: number | null;
  check: FixCheck;
  checkedBy: Person | null;
  /** Why it was reopened. */
  reason: string | null;
}

/** Asks the agent whether a fix holds. */
export interface CheckCard {
  sessionId: string;
  ticketNumber: number;
  problem: Problem;
  /** True for the second question. */
  again: boolean;
  fix: FixCard;
  thread: MessageRef | null;
}

/** What one message of the walk shows. */
export type WalkBody =
  | { kind: 'node'; node: FlowNode }
  /** The next node is being written. */
  | { kind: 'writing' }
  | { kind: 'failed'; why: Failure }
  | { kind: 'ad_hoc' };

/** How that message stands: open for an answer, or done with. */
export type WalkState =
  | { kind: 'open' }
  | { kind: 'answered'; label: string; by: Person; at: Date }
  | { kind: 'went_back'; by: Person; at: Date }
  | { kind: 'recorded'; text: string; by: Person; at: Date }
  | { kind: 'closed'; status: Exclude<SessionStatus, 'active'>; wrongFlow: boolean };

/** One message of the walk: the node at one position, or the free-text step of an ad hoc walk. */
export interface WalkCard {
  sessionId: string;
  /** Steps taken when it was shown; its buttons carry it. */
  position: number;
  body: WalkBody;
  state: WalkState;
  /** Somebody was not sure: how to find out stands under the question. */
  toldHow: boolean;
  canGoBack: boolean;
  /** It walks a flow, so the flow may be the wrong one. */
  canLeave: boolean;
  /** Built without a published flow: by the built-in protocol, or by a model. */
  built: 'no' | 'built_in' | 'model';
}

/** One line of what was tried. */
export interface BriefLine {
  text: string;
  answer: string | null;
  by: Person;
  at: Date;
  /**
   * `left`: the flow of that title was left as the wrong one. `escalated`, `returned`: an earlier escalation, with its
   * reason and with what engineering had L1 do. `undone`: a fix that did not hold.
   */
  kind: 'answer' | 'back' | 'ad_hoc' | 'note' | 'left' | 'question' | 'escalated' | 'returned' | 'undone';
  /** Of what was answered, and by which answer. */
  nodeKind: NodeKind | null;
  answerKind: AnswerKind | null;
}

/** What engineers see in their channel, and what they read before they call back. */
export interface EscalationCard {
  escalationId: string;
  sessionId: string;
  ticketNumber: number;
  problem: Problem;
  categoryName: string | null;
  source: SourceOfWalk;
  reason: string;
  reasonCategory: ReasonCategory;
  status: EscalationStatus;
  escalatedBy: Person;
  claimedBy: Person | null;
  /** How it was solved, and what is known of that since. */
  resolution: { notes: string | null; check: FixCheck } | null;
  /** What it was handed back to L1 with. */
  instruction: string | null;
  at: Date;
  /** Since when the customer waits. */
  waitsSince: Date;
  /** When it should be claimed, or its claimant should have acted; null without such a clock, or past it. */
  dueAt: Date | null;
  onCall: OnCall;
  /** Everything that was tried, oldest first. */
  brief: BriefLine[];
  /** The agent's thread. */
  thread: MessageRef | null;
  /** A question of engineering's that the agent has not answered yet. */
  openQuestion: string | null;
  /** Of a copy that the ladder sent: who is called. */
  lead: Rung | null;
}

/** Who is called first: a Slack user group, people, or nobody. */
export interface OnCall {
  groupId: string | null;
  people: Person[];
}

/** A question to the agent, in the agent's thread and beside the engineers' card. */
export interface QuestionCard {
  questionId: string;
  sessionId: string;
  ticketNumber: number;
  text: string;
  askedBy: Person;
  answer: { text: string; by: Person; at: Date } | null;
  /** The copy that the agent answers from. */
  asks: boolean;
  /** The escalation has ended. */
  closed: boolean;
}

/** Which message of the brief: its summary, a page of its steps (from 1), or its ending. */
export type BriefPart = 'summary' | 'ending' | number;

/** The private card of an intake: what came of it and what can be chosen. */
export interface IntakeCard {
  intakeId: string;
  problem: Problem;
  outcome: Outcome;
  reason: string;
  categoryName: string | null;
  suggestions: Suggestion[];
  canBuild: boolean;
  decision: Decision | null;
  /** The ticket that came of it. */
  ticketNumber: number | null;
  thread: MessageRef | null;
}

/** Something the thread or a person is told once. */
export type Notice =
  | { kind: 'claimed'; by: Person; ticketNumber: number; sessionId: string }
  | { kind: 'escalated'; by: Person; told: 'channel' | 'direct' }
  | { kind: 'left_flow'; by: Person; left: string; next: SourceOfWalk }
  | {
      kind: 'resolved';
      by: Person;
      ticketNumber: number;
      sessionId: string;
      notes: string | null;
      check: FixCheck;
    }
  | { kind: 'reopened'; by: Person; ticketNumber: number; sessionId: string; reason: string | null }
  | { kind: 'fix_confirmed'; by: Person; ticketNumber: number; sessionId: string }
  | { kind: 'fix_unanswered'; ticketNumber: number; sessionId: string }
  | {
      kind: 'stale';
      ticketNumber: number;
      sessionId: string;
      problem: string;
      since: string;
      sweepAt: string;
    }
  /** `by` is null where it was swept. */
  | { kind: 'abandoned'; by: Person | null; ticketNumber: number; sessionId: string; reopenUntil?: string }
  | { kind: 'webhook_fails'; host: string; failure: string; givenUp: boolean }
  | { kind: 'webhook_works'; host: string }
  | { kind: 'role_given'; role: Role; by: Person }
  | { kind: 'access_declined'; by: Person }
  /** An engineer has taken the steps that this walk is on out of the draft. */
  | { kind: 'branch_taken_out'; by: Person; reason: string }
  | CarryNotice
  | DeliveryNotice
  | DeskNotice;

/** A newcomer's wish to use Intake, for those who give roles. */
export interface AccessRequestCard {
  memberId: string;
  person: Person;
  granted: Role | null;
  /** An admin chose "not now"; the person may ask again. */
  declined: boolean;
}

/** Everything that a message of ours can show. */
export type PostContent =
  | { kind: 'session_card'; card: SessionCard }
  | { kind: 'walk_card'; card: WalkCard }
  | { kind: 'note'; text: string; by: Person; at: Date }
  /** `thread`: of the walk, where the notice stands outside it. */
  | { kind: 'notice'; notice: Notice; thread: MessageRef | null }
  | { kind: 'escalation_card'; card: EscalationCard }
  | { kind: 'check_card'; card: CheckCard }
  | { kind: 'question'; card: QuestionCard }
  | { kind: 'brief'; brief: Brief; part: BriefPart }
  | { kind: 'access_request'; card: AccessRequestCard }
  | { kind: 'proposal_card'; card: ProposalCard };

/** One line of the queue, of "my sessions" and of the escalations list. */
export interface QueueLine {
  sessionId: string;
  ticketNumber: number;
  /** Null where it is private and not the reader's to see. */
  problem: string | null;
  customerName: string | null;
  private: boolean;
  /** Who escalated it last. */
  escalatedBy: Person | null;
  startedBy: Person;
  status: SessionStatus;
  stopped: boolean;
  /** What is known of how it was solved; null unless it is resolved. */
  check: FixCheck | null;
  carriedBy: Person;
  claimedBy: Person | null;
  escalationId: string | null;
  currentText: string | null;
  thread: MessageRef | null;
  updatedAt: Date;
}
