import type { DeskNotice } from '../../domain/desk-notices.js';
import { type Escalation, releaseEscalation } from '../../domain/escalation.js';
import { personOf, systemMemberId } from '../../domain/member.js';
import type { Context } from '../context.js';
import { type Held, hold, keep, tellAgent, tellDesk } from './escalation-acts.js';
import { type Pressed, tellPerson } from './posts.js';
import type { Acting } from './transact.js';

type Why = Extract<DeskNotice, { kind: 'released' }>['why'];

/**
 * Takes a claim back and tells the agent, engineering and who had it.
 * @throws {ConflictError} `not_claimed` or `escalation_ended`.
 */
export async function release(
  ctx: Context,
  tx: Acting,
  held: Held,
  { why, pressed }: { why: Why; pressed?: Partial<Pressed> },
): Promise<Escalation> {
  const { escalation, session, ticketNumber, holder } = held;
  const released = releaseEscalation(escalation, tx.now);
  await tx.escalations.endClaim(escalation, tx.now);
  await keep(ctx, tx, held, released, pressed);
  if (holder) {
    const by = ctx.actor.memberId === systemMemberId ? null : personOf(ctx.actor);
    const sessionId = session.id;
    const notice = { kind: 'released', ticketNumber, sessionId, from: holder, by, why } as const;
    await tellAgent(ctx, tx, session, notice);
    await tellDesk(ctx, tx, released, notice);
    if (why !== 'left' && holder.memberId !== ctx.actor.memberId)
      await tellPerson(ctx, tx, holder.slackUserId, notice);
  }
  await tx.record({
    action: 'escalation.released',
    subject: 'escalation',
    subjectId: escalation.id,
    before: { status: escalation.status, claimedById: escalation.claimedById },
    after: { status: released.status, claimedById: null, why },
  });
  return released;
}

/**
 * Whoever cannot claim any more, because they left or lost the role, holds nothing: others take it from there. Call it
 * before the account's row is held: acts hold the claimant first, then the session and the escalation.
 */
export async function releaseClaimsOf(ctx: Context, tx: Acting, memberId: string): Promise<void> {
  await tx.members.lock(tx.accountId, memberId);
  const claimed: Held[] = [];
  for (const { id } of await tx.escalations.claimedBy(tx.accountId, memberId))
    claimed.push(await hold(tx, id));
  for (const held of claimed)
    if (held.escalation.status === 'claimed' && held.escalation.claimedById === memberId)
      await release(ctx, tx, held, { why: 'left' });
}
