import { authorize } from '../../domain/policy.js';
import { limits, requiredText } from '../../domain/text.js';
import type { Context } from '../context.js';
import { hold } from '../shared/escalation-acts.js';
import { takeAnswer } from '../shared/take-answer.js';
import { found, transact } from '../shared/transact.js';

export interface AnswerQuestion {
  questionId: string;
  answer: string;
}

/**
 * Answers what an engineer asked. The first answer counts; typing in the walk's thread answers as well.
 * @throws {ConflictError} `question_answered` naming who was first.
 * @throws {InvalidInputError} for an empty answer.
 */
export async function answerQuestion(ctx: Context, { questionId, answer }: AnswerQuestion): Promise<void> {
  authorize(ctx.actor, 'escalation.answer');
  const text = requiredText('answer', answer, limits.reason);
  await transact(ctx, async (tx) => {
    const asked = found(await tx.escalations.question(tx.accountId, questionId), 'question');
    const held = await hold(tx, asked.escalationId);
    const question = found(await tx.escalations.lockQuestion(tx.accountId, questionId), 'question');
    await takeAnswer(ctx, tx, held, question, text);
    await tx.record({
      action: 'escalation.answered',
      subject: 'escalation',
      subjectId: question.escalationId,
      after: { questionId },
    });
  });
}
