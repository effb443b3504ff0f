import { authorize } from '../../domain/policy.js';
import { postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { limits, requiredText, shorten } from '../../domain/text.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { addPost, redrawCard } from '../shared/posts.js';
import { reachEngineering } from '../shared/reach-engineering.js';
import { type Acting, found, transact } from '../shared/transact.js';

export type AddNote =
  | { source: 'modal'; sessionId: string; text: string }
  /** What a person typed in the walk's thread. */
  | { source: 'thread'; channelId: string; threadTs: string; ts: string; text: string };

/**
 * Keeps a note with the walk, at the step it is at. Notes are kept after the walk has ended too: what the customer
 * said later belongs to the ticket.
 * @returns null where the thread is none of ours.
 * @throws {InvalidInputError} for an empty note.
 */
export async function addNote(ctx: Context, input: AddNote): Promise<Session | null> {
  if (input.source === 'thread' && !(await sessionOf(ctx.store, ctx.actor.accountId, input))) return null;
  authorize(ctx.actor, 'session.note');
  const text = requiredText('note', shorten(input.text, limits.note), limits.note);
  return transact(ctx, async (tx) => {
    const { id: sessionId } = found(await sessionOf(tx, tx.accountId, input), 'session');
    const session = found(await tx.sessions.lock(tx.accountId, sessionId), 'session');
    const noteId = ctx.newId();
    await tx.sessions.addNote(session, {
      id: noteId,
      text,
      source: input.source,
      afterStep: session.stepCount,
      nodeId: session.currentNodeId,
      memberId: ctx.actor.memberId,
      at: tx.now,
    });
    if (input.source === 'modal') await showInThread(ctx, tx, session, noteId);
    else await markRecorded(tx, input);
    await redrawCard(ctx, tx, session);
    await reachEngineering(ctx, tx, session, { text, typed: input.source === 'thread' });
    await tx.record({ action: 'note.added', subject: 'session', subjectId: session.id, after: { noteId } });
    return session;
  });
}

function sessionOf(tx: Pick<Acting, 'sessions'>, accountId: string, input: AddNote): Promise<Session | null> {
  return input.source === 'modal'
    ? tx.sessions.find(accountId, input.sessionId)
    : tx.sessions.findByThread(accountId, input.channelId, input.threadTs);
}

async function showInThread(ctx: Context, tx: Acting, session: Session, noteId: string): Promise<void> {
  const head = await tx.posts.findByKey(tx.accountId, postKey.sessionCard(session.id));
  if (!head) return;
  await addPost(
    ctx,
    tx,
    {
      key: postKey.note(noteId),
      kind: 'note',
      sessionId: session.id,
      detail: { noteId },
      channelId: head.channelId,
      threadPostId: head.id,
    },
    { lane: laneOf(session) },
  );
}

/** The person sees on their own message that it was taken. */
async function markRecorded(tx: Acting, { channelId, ts }: { channelId: string; ts: string }): Promise<void> {
  await tx.enqueue({ work: { kind: 'message.react', channelId, ts, emoji: 'memo' } });
}
