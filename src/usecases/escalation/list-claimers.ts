import { type Person, personOf } from '../../domain/member.js';
import { authorize, can } from '../../domain/policy.js';
import type { Context } from '../context.js';

/** Everybody an escalation can be given to: engineers, admins and owners, by name. */
export async function listClaimers(ctx: Context): Promise<Person[]> {
  authorize(ctx.actor, 'escalation.reassign');
  const members = await ctx.store.members.active(ctx.actor.accountId);
  return members.filter((member) => can(member, 'escalation.claim')).map(personOf);
}
