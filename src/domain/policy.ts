import { PermissionDeniedError } from './errors.js';
import type { Member, Role } from './member.js';

/**
 * Everything a person can do, and who may. `walkers` are L1 agents and those who cover L1;
 * this table is the only place that knows roles.
 */
const policy = {
  'intake.submit': 'walkers',
  'intake.decide': 'walkers',
  'intake.read': 'everyone',
  'session.walk': 'walkers',
  'session.note': 'everyone',
  'session.read': 'everyone',
  'session.resolve': 'everyone',
  'session.check': 'everyone',
  'session.reopen': 'everyone',
  'session.abandon': 'walkers',
  'session.escalate': 'everyone',
  'escalation.read': ['engineer', 'admin', 'owner'],
  'escalation.claim': ['engineer', 'admin', 'owner'],
  'escalation.release': ['engineer', 'admin', 'owner'],
  'escalation.reassign': ['engineer', 'admin', 'owner'],
  'escalation.hand_back': ['engineer', 'admin', 'owner'],
  'escalation.ask': ['engineer', 'admin', 'owner'],
  'escalation.answer': 'everyone',
  'proposal.read': ['engineer', 'admin', 'owner'],
  'proposal.review': ['engineer', 'admin', 'owner'],
  'queue.read': 'everyone',
  'flow.read': 'everyone',
  'settings.read': ['admin', 'owner'],
  'settings.write': ['admin', 'owner'],
  'webhook.write': ['admin', 'owner'],
  'member.write': ['admin', 'owner'],
} as const satisfies Record<string, 'everyone' | 'walkers' | readonly Role[]>;

export type Action = keyof typeof policy;

export const actions = Object.keys(policy) as Action[];

/** L1 agents, and everybody else who covers L1. */
export const walks = (member: Pick<Member, 'role' | 'coversL1'>): boolean =>
  member.role === 'l1' || (member.role !== null && member.coversL1);

/** True if this member may do this. Guests, bots, deactivated people and people without a role may do nothing. */
export function can(member: Pick<Member, 'role' | 'coversL1' | 'standing'>, action: Action): boolean {
  if (member.standing !== 'full' || member.role === null) return false;
  const who: 'everyone' | 'walkers' | readonly Role[] = policy[action];
  if (who === 'everyone') return true;
  if (who === 'walkers') return walks(member);
  return who.includes(member.role);
}

/**
 * The first statement of every use case.
 * @throws {PermissionDeniedError} with why: not of full standing, no role yet, or a role that may not.
 */
export function authorize(member: Pick<Member, 'role' | 'coversL1' | 'standing'>, action: Action): void {
  if (can(member, action)) return;
  if (member.standing !== 'full') throw new PermissionDeniedError(action, 'standing');
  throw new PermissionDeniedError(action, member.role === null ? 'no_role' : 'role');
}

/**
 * Only an owner makes or unmakes owners; admins give every other role. Where every owner has left the workspace, an
 * admin may make one.
 */
export function mayGiveRole(
  giver: Pick<Member, 'role'>,
  { from, to, hasOwner }: { from: Role | null; to: Role | null; hasOwner: boolean },
): boolean {
  if (giver.role === 'owner') return true;
  return giver.role === 'admin' && (!hasOwner || (from !== 'owner' && to !== 'owner'));
}
