import { ConflictError, PermissionDeniedError } from './errors.js';
import type { Person } from './member.js';

export type ReasonCategory =
  | 'needs_access'
  | 'needs_on_site'
  | 'outage'
  | 'not_in_the_flow'
  | 'customer_asks'
  | 'other';

export const reasonCategories = [
  'needs_access',
  'needs_on_site',
  'outage',
  'not_in_the_flow',
  'customer_asks',
  'other',
] as const satisfies readonly ReasonCategory[];

/** `returned` went back to L1 with an instruction; the session goes on, and may be escalated anew. */
export type EscalationStatus = 'open' | 'claimed' | 'resolved' | 'returned';

/** A session handed to engineering, with at most one claimant at a time. */
export interface Escalation {
  accountId: string;
  id: string;
  sessionId: string;
  reason: string;
  category: ReasonCategory;
  status: EscalationStatus;
  escalatedById: string;
  claimedById: string | null;
  /** What L1 is to do, where it was handed back. */
  instruction: string | null;
  /** When the claimant did something with it for the first time. */
  firstActionAt: Date | null;
  /** The clock that runs counts from here; null once it has ended. See escalation-clock.ts. */
  clockAt: Date | null;
  /** How many of that clock's stages are behind it. */
  clockStage: number;
  createdAt: Date;
  endedAt: Date | null;
}

/** A question of an engineer's to the agent, and what came back. */
export interface Question {
  accountId: string;
  id: string;
  escalationId: string;
  text: string;
  askedById: string;
  askedAt: Date;
  answer: string | null;
  answeredById: string | null;
  answeredAt: Date | null;
}

/** A fresh escalation of a session; its clock starts at once. */
export function openEscalation(
  input: Pick<Escalation, 'accountId' | 'id' | 'sessionId' | 'reason' | 'category' | 'escalatedById'>,
  at: Date,
): Escalation {
  return {
    ...input,
    status: 'open',
    claimedById: null,
    instruction: null,
    firstActionAt: null,
    clockAt: at,
    clockStage: 0,
    createdAt: at,
    endedAt: null,
  };
}

/** True until it is resolved or handed back. */
export const isLive = ({ status }: Pick<Escalation, 'status'>): boolean =>
  status === 'open' || status === 'claimed';

/** @throws {ConflictError} `escalation_ended`. */
function assertLive(escalation: Escalation): void {
  if (!isLive(escalation)) throw new ConflictError('escalation_ended');
}

/**
 * Gives the escalation to the engineer who asked first. Who escalated does not claim their own,
 * unless nobody else is there who could.
 * @throws {ConflictError} `claimed` naming the claimant, or `escalation_ended`.
 * @throws {PermissionDeniedError} `own_escalation`.
 */
export function claimEscalation(
  escalation: Escalation,
  claim: { memberId: string; othersCanClaim: boolean; holder: Person | null; at: Date },
): Escalation {
  assertLive(escalation);
  if (escalation.claimedById !== null) throw new ConflictError('claimed', claim.holder);
  return heldBy(escalation, claim);
}

/**
 * Gives it to somebody else, or to somebody in the first place.
 * @throws {ConflictError} `escalation_ended`, or `claimed` where they have it already.
 * @throws {PermissionDeniedError} `own_escalation` of whom it is given to.
 */
export function reassignEscalation(
  escalation: Escalation,
  to: { memberId: string; othersCanClaim: boolean; holder: Person | null; at: Date },
): Escalation {
  assertLive(escalation);
  if (escalation.claimedById === to.memberId) throw new ConflictError('claimed', to.holder);
  return heldBy(escalation, to);
}

function heldBy(
  escalation: Escalation,
  { memberId, othersCanClaim, at }: { memberId: string; othersCanClaim: boolean; at: Date },
): Escalation {
  if (escalation.escalatedById === memberId && othersCanClaim) {
    throw new PermissionDeniedError('escalation.claim', 'own_escalation');
  }
  return {
    ...escalation,
    status: 'claimed',
    claimedById: memberId,
    firstActionAt: null,
    clockAt: at,
    clockStage: 0,
  };
}

/** Nobody has it any more: it waits to be claimed, from now on. @throws {ConflictError} `not_claimed` or `escalation_ended`. */
export function releaseEscalation(escalation: Escalation, at: Date): Escalation {
  assertLive(escalation);
  if (escalation.claimedById === null) throw new ConflictError('not_claimed');
  return {
    ...escalation,
    status: 'open',
    claimedById: null,
    firstActionAt: null,
    clockAt: at,
    clockStage: 0,
  };
}

/** Goes back to L1, with what is to be done. Who had it stays on record. @throws {ConflictError} `escalation_ended`. */
export function handBackEscalation(escalation: Escalation, instruction: string, at: Date): Escalation {
  assertLive(escalation);
  return { ...escalation, status: 'returned', instruction, clockAt: null, endedAt: at };
}

/** Ends with the session's solution. @throws {ConflictError} `escalation_ended`. */
export function resolveEscalation(escalation: Escalation, at: Date): Escalation {
  assertLive(escalation);
  return { ...escalation, status: 'resolved', clockAt: null, endedAt: at };
}

/** The claimant has done something with it: the clock of a silent claim stops. */
export function noteAction(escalation: Escalation, memberId: string, at: Date): Escalation {
  if (escalation.status !== 'claimed' || escalation.claimedById !== memberId) return escalation;
  return escalation.firstActionAt === null ? { ...escalation, firstActionAt: at } : escalation;
}

/**
 * Of a claimed escalation its claimant disposes, and admins do; of an open one every engineer.
 * @throws {ConflictError} `claimed` naming the claimant.
 */
export function assertDisposes(
  escalation: Escalation,
  actor: { memberId: string; isAdmin: boolean },
  holder: Person | null,
): void {
  if (escalation.claimedById === null || escalation.claimedById === actor.memberId || actor.isAdmin) return;
  throw new ConflictError('claimed', holder);
}

/** Where an escalation is told: the category's channel, else the account's, else the people to tell; null when nobody is. */
export type Destination = { kind: 'channel'; channelId: string } | { kind: 'direct'; people: Person[] };

/**
 * @param recipients those configured for the category, then for the account; unreachable people already left out.
 * @param admins the account's reachable admins and owners, who are told when nobody is configured.
 */
export function destinationOf(input: {
  categoryChannelId: string | null;
  defaultChannelId: string | null;
  recipients: Person[];
  admins: Person[];
}): Destination | null {
  const channelId = input.categoryChannelId ?? input.defaultChannelId;
  if (channelId) return { kind: 'channel', channelId };
  const people = input.recipients.length > 0 ? input.recipients : input.admins;
  return people.length > 0 ? { kind: 'direct', people } : null;
}
