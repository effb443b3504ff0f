import type { Rung } from './escalation-clock.js';
import type { Person } from './member.js';

/** What the agent, an engineer or an admin is told once about an escalation. Times are milliseconds since 1970. */
export type DeskNotice =
  /** Nobody has it any more: given back by hand, taken back from a silent claimant, or from one who has left. */
  | {
      kind: 'released';
      ticketNumber: number;
      sessionId: string;
      from: Person;
      by: Person | null;
      why: 'released' | 'silent' | 'left';
    }
  | {
      kind: 'reassigned';
      ticketNumber: number;
      sessionId: string;
      from: Person | null;
      to: Person;
      by: Person;
    }
  | { kind: 'handed_back'; ticketNumber: number; sessionId: string; by: Person; instruction: string }
  | {
      kind: 'answered';
      ticketNumber: number;
      sessionId: string;
      by: Person;
      question: string;
      answer: string;
    }
  /** In the thread of the card: it must be claimed by then. */
  | {
      kind: 'claim_due';
      ticketNumber: number;
      dueAt: number;
      onCall: { groupId: string | null; people: Person[] };
    }
  /** To whom the ladder calls who has the card already. */
  | {
      kind: 'unclaimed';
      ticketNumber: number;
      since: number;
      rung: Rung;
      place: { channelId: string; ts: string } | null;
    }
  /** In the agent's thread: the last rung has been called. */
  | { kind: 'admins_called'; ticketNumber: number }
  /** To a claimant who has not done anything yet. */
  | {
      kind: 'claim_silent';
      ticketNumber: number;
      escalationId: string;
      sessionId: string;
      releaseAt: number;
      isLast: boolean;
    }
  /** To admins: escalations cannot be posted where the settings say. */
  | {
      kind: 'channel_trouble';
      channelId: string;
      trouble: 'not_in_channel' | 'gone';
      /** Null where what could not be posted is a flow to review. */
      ticketNumber: number | null;
    }
  /** To admins: the user group that is on call cannot be read. */
  | { kind: 'group_gone'; groupId: string; ticketNumber: number }
  /** To admins: the user group that gives roles cannot be read. */
  | { kind: 'role_group_gone'; groupId: string };
