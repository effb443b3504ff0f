import { type Post, postKey } from '../domain/post.js';
import type { Tx } from '../store/store.js';
import { addPost } from './other-places.js';

/** The open step of a walk will not be seen: its thread says so, with a button that has it sent again. */
export async function tellMissing(tx: Tx, now: Date, post: Post): Promise<void> {
  const { accountId, kind, sessionId, position } = post;
  const session = kind === 'walk_card' && sessionId ? await tx.sessions.find(accountId, sessionId) : null;
  if (session?.status !== 'active' || session.stepCount !== position) return;
  const key = postKey.missingStep(session.id, position);
  const told = await tx.posts.findByKey(accountId, key);
  if (told) {
    const redraw = { work: { kind: 'post.sync', postId: told.id }, dedupeKey: `post:${told.id}` } as const;
    return tx.jobs.enqueue(accountId, redraw, now);
  }
  const detail = { kind: 'step_missing', sessionId: session.id, position } as const;
  await addPost(tx, now, { ...post, key, kind: 'notice', detail });
}
