import type { Notice } from '../../domain/cards.js';
import {
  type Destination,
  type Escalation,
  openEscalation,
  type ReasonCategory,
} from '../../domain/escalation.js';
import { personOf } from '../../domain/member.js';
import { postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { limits, requiredText } from '../../domain/text.js';
import { escalateSession } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { emit } from './emit.js';
import { engineeringOf, placesOf } from './engineering.js';
import { followUp } from './escalation-acts.js';
import { noteOutcome } from './evidence.js';
import { addPost, redrawCard, redrawOpenStep, tellThread } from './posts.js';
import { recordEnd } from './record-feedback.js';
import { type Acting, found } from './transact.js';

export interface EscalationReason {
  reason: string;
  category: ReasonCategory;
}

export interface Escalated {
  escalation: Escalation;
  ticketNumber: number;
  /** Where engineering was told; null when nobody is configured. */
  destination: Destination | null;
}

/** Hands a session to engineering and tells them; where nobody can be told, the thread says so. */
export async function escalate(
  ctx: Context,
  tx: Acting,
  session: Session,
  { reason, category }: EscalationReason,
): Promise<Escalated> {
  const escalation = openEscalation(
    {
      accountId: tx.accountId,
      id: ctx.newId(),
      sessionId: session.id,
      reason: requiredText('reason', reason, limits.reason),
      category,
      escalatedById: ctx.actor.memberId,
    },
    tx.now,
  );
  const escalated = escalateSession(session, tx.now);
  await tx.sessions.save(escalated);
  await tx.escalations.create(escalation);
  await recordEnd(ctx, tx, session, category === 'not_in_the_flow' ? 'not_covered' : 'escalated');
  await emit(ctx, tx, session, 'ticket.escalated', { reason: escalation.reason, reasonCategory: category });
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  const destination = await engineeringOf(tx, ticket.categoryId);
  await tellEngineering(ctx, tx, escalation, destination);
  await followUp(tx, escalation, ticket.categoryId);
  await tellThread(ctx, tx, session, escalatedNotice(ctx, destination, ticket.number));
  await redrawOpenStep(tx, escalated);
  await redrawCard(ctx, tx, escalated);
  await noteOutcome(ctx, tx, escalated);
  return { escalation, ticketNumber: ticket.number, destination };
}

function escalatedNotice(ctx: Context, destination: Destination | null, ticketNumber: number): Notice {
  if (!destination) return { kind: 'nobody_to_tell', ticketNumber };
  return { kind: 'escalated', by: personOf(ctx.actor), told: destination.kind };
}

async function tellEngineering(
  ctx: Context,
  tx: Acting,
  escalation: Escalation,
  destination: Destination | null,
): Promise<void> {
  for (const channelId of placesOf(destination)) {
    const key = postKey.escalationCard(escalation.id, channelId);
    const { id: escalationId, sessionId } = escalation;
    await addPost(ctx, tx, { key, kind: 'escalation_card', escalationId, sessionId, channelId });
  }
}
