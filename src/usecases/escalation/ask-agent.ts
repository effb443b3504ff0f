import { ConflictError } from '../../domain/errors.js';
import { isLive, noteAction, type Question } from '../../domain/escalation.js';
import { authorize } from '../../domain/policy.js';
import { isDirectMessage, postKey } from '../../domain/post.js';
import { limits, requiredText } from '../../domain/text.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { type Held, holdOwn, keep } from '../shared/escalation-acts.js';
import { addPost } from '../shared/posts.js';
import { type Acting, transact } from '../shared/transact.js';

export interface AskAgent {
  escalationId: string;
  question: string;
}

/**
 * Asks the agent something, in their thread and by direct message. What they answer comes back to the card's thread and
 * to who asked.
 * @throws {ConflictError} `claimed` where somebody else holds it, or `escalation_ended`.
 * @throws {InvalidInputError} for an empty question.
 */
export async function askAgent(ctx: Context, { escalationId, question }: AskAgent): Promise<Question> {
  authorize(ctx.actor, 'escalation.ask');
  const text = requiredText('question', question, limits.reason);
  return transact(ctx, async (tx) => {
    const held = await holdOwn(ctx, tx, escalationId);
    if (!isLive(held.escalation)) throw new ConflictError('escalation_ended');
    const asked: Question = {
      accountId: tx.accountId,
      id: ctx.newId(),
      escalationId,
      text,
      askedById: ctx.actor.memberId,
      askedAt: tx.now,
      answer: null,
      answeredById: null,
      answeredAt: null,
    };
    await tx.escalations.addQuestion(asked);
    await showToAgent(ctx, tx, held, asked);
    await showToDesk(ctx, tx, held, asked);
    await keep(ctx, tx, held, noteAction(held.escalation, ctx.actor.memberId, tx.now));
    await tx.record({
      action: 'escalation.asked',
      subject: 'escalation',
      subjectId: escalationId,
      after: { questionId: asked.id },
    });
    return asked;
  });
}

const detailOf = ({ id }: Question, asks: boolean) => ({ questionId: id, asks });

/** In the walk's thread, and where that is in a channel by direct message as well: each copy takes the answer. */
async function showToAgent(ctx: Context, tx: Acting, { session }: Held, question: Question): Promise<void> {
  const head = await tx.posts.findByKey(tx.accountId, postKey.sessionCard(session.id));
  const detail = detailOf(question, true);
  if (head)
    await addPost(
      ctx,
      tx,
      {
        key: postKey.question(question.id, 'thread'),
        kind: 'question',
        detail,
        channelId: head.channelId,
        threadPostId: head.id,
      },
      { lane: laneOf(session) },
    );
  const carrier = await tx.members.find(tx.accountId, session.carriedById);
  const isSeen = head !== null && isDirectMessage(head.channelId);
  if (!carrier || isSeen || carrier.memberId === ctx.actor.memberId) return;
  const key = postKey.question(question.id, 'agent');
  await addPost(ctx, tx, { key, kind: 'question', detail, channelId: carrier.slackUserId });
}

/** Engineering sees what was asked and what came back; of a private ticket only who asked does. */
async function showToDesk(ctx: Context, tx: Acting, held: Held, question: Question): Promise<void> {
  const detail = detailOf(question, false);
  if (held.isPrivate) {
    const key = postKey.question(question.id, 'asker');
    await addPost(ctx, tx, { key, kind: 'question', detail, channelId: ctx.actor.slackUserId });
    return;
  }
  for (const card of await tx.posts.ofEscalation(tx.accountId, held.escalation.id)) {
    if (card.state === 'failed') continue;
    await addPost(ctx, tx, {
      key: postKey.question(question.id, card.channelId),
      kind: 'question',
      detail,
      channelId: card.channelId,
      threadPostId: card.id,
    });
  }
}
