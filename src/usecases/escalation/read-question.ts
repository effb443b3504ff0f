import type { QuestionCard } from '../../domain/cards.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { assertReads } from '../shared/assert-reads.js';
import { found } from '../shared/transact.js';

/**
 * What an engineer asked.
 * @throws {NotFoundError} if the account has no such question.
 * @throws {PermissionDeniedError} `private` for a private walk that the actor has nothing to do with.
 */
export async function readQuestion(
  ctx: Context,
  { questionId }: { questionId: string },
): Promise<Omit<QuestionCard, 'asks'>> {
  authorize(ctx.actor, 'escalation.answer');
  const question = found(await ctx.store.cards.question(ctx.actor.accountId, questionId), 'question');
  await assertReads(ctx, question.sessionId);
  return question;
}
