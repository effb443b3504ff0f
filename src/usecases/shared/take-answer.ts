import { ConflictError } from '../../domain/errors.js';
import type { Question } from '../../domain/escalation.js';
import { personOf } from '../../domain/member.js';
import { postKey } from '../../domain/post.js';
import { syncOfPost } from '../../domain/work.js';
import type { Context } from '../context.js';
import { type Held, keep } from './escalation-acts.js';
import { tellPerson } from './posts.js';
import type { Acting } from './transact.js';

/**
 * Keeps what the agent answered: every copy of the question shows it, and who asked hears of it directly.
 * @throws {ConflictError} `question_answered` naming who was first.
 */
export async function takeAnswer(
  ctx: Context,
  tx: Acting,
  held: Held,
  question: Question,
  answer: string,
): Promise<void> {
  if (question.answer !== null) {
    const first = question.answeredById && (await tx.members.find(tx.accountId, question.answeredById));
    throw new ConflictError('question_answered', first ? personOf(first) : null);
  }
  const answered: Question = {
    ...question,
    answer,
    answeredById: ctx.actor.memberId,
    answeredAt: tx.now,
  };
  await tx.escalations.saveAnswer(answered);
  for (const { id } of await tx.posts.keyedLike(tx.accountId, postKey.question(question.id, ''))) {
    await tx.enqueue(syncOfPost(id));
  }
  await keep(ctx, tx, held, held.escalation);
  const asker = await tx.members.find(tx.accountId, question.askedById);
  if (!asker || asker.memberId === ctx.actor.memberId) return;
  await tellPerson(ctx, tx, asker.slackUserId, {
    kind: 'answered',
    ticketNumber: held.ticketNumber,
    sessionId: held.session.id,
    by: personOf(ctx.actor),
    question: question.text,
    answer,
  });
}
