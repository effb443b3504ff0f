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

export type EscalationStatus = 'open' | 'claimed' | 'resolved';

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
  createdAt: Date;
  endedAt: Date | null;
}

/**
 * Gives the escalation to the engineer who asked first. Who escalated does not claim their own,
 * unless nobody else is there who could.
 * @throws {ConflictError} `claimed` naming the claimant, or `ended`.
 * @throws {PermissionDeniedError} `own_escalation`.
 */
export function claimEscalation(
  escalation: Escalation,
  claim: { memberId: string; othersCanClaim: boolean; holder: Person | null },
): Escalation {
  if (escalation.status === 'resolved') throw new ConflictError('ended');
  if (escalation.claimedById !== null) throw new ConflictError('claimed', claim.holder);
  if (escalation.escalatedById === claim.memberId && claim.othersCanClaim) {
    throw new PermissionDeniedError('escalation.claim', 'own_escalation');
  }
  return { ...escalation, status: 'claimed', claimedById: claim.memberId };
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
