import { type Person, personOf } from '../../domain/member.js';
import { authorize, can } from '../../domain/policy.js';
import type { Context } from '../context.js';

/** Everybody a walk can be handed to: L1 agents and those who cover L1, by name, without the actor. */
export async function listWalkers(ctx: Context): Promise<Person[]> {
  authorize(ctx.actor, 'session.walk');
  const members = await ctx.store.members.active(ctx.actor.accountId);
  return members
    .filter((member) => can(member, 'session.walk') && member.memberId !== ctx.actor.memberId)
    .map(personOf);
}
