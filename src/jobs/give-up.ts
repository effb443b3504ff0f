import { type Post, postKey } from '../domain/post.js';
import { syncOfPost } from '../domain/work.js';
import type { LeasedJob } from '../store/job-store.js';
import type { Tx } from '../store/store.js';
import { addPost } from './other-places.js';
import { tellElsewhere } from './reroute.js';

/**
 * Ends a job that has no attempts left. A message that was never sent fails with it: those of its thread would wait
 * for it forever; what engineering is to see is told elsewhere, and a missing step in its walk's thread. One that was
 * sent stays, and is redrawn at its next change.
 */
export async function giveUp(
  tx: Tx,
  { job, holder, message, now }: { job: LeasedJob; holder: string; message: string; now: Date },
): Promise<void> {
  const { accountId, work } = job;
  if (!(await tx.jobs.dead(job, holder, message, now)) || work.kind !== 'post.sync') return;
  const post = await tx.posts.find(accountId, work.postId);
  if (post?.ts !== null) return;
  await tx.posts.failed(post, message);
  await tellMissing(tx, now, post);
  await tellElsewhere(tx, now, { post, fault: null });
}

/** The open step of a walk will not be seen: its thread says so, with a button that has it sent again. */
async function tellMissing(tx: Tx, now: Date, post: Post): Promise<void> {
  const { accountId, kind, sessionId, position } = post;
  const session = kind === 'walk_card' && sessionId ? await tx.sessions.find(accountId, sessionId) : null;
  if (session?.status !== 'active' || session.stepCount !== position) return;
  const key = postKey.missingStep(session.id, position);
  const told = await tx.posts.findByKey(accountId, key);
  if (told) {
    const redraw = syncOfPost(told.id);
    return tx.jobs.enqueue(accountId, redraw, now);
  }
  const detail = { kind: 'step_missing', sessionId: session.id, position } as const;
  await addPost(tx, now, { ...post, key, kind: 'notice', detail });
}
