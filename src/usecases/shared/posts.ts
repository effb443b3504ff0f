import type { Notice } from '../../domain/cards.js';
import { type Post, type PostKind, postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { laneOf, syncOfPost } from '../../domain/work.js';
import type { Context } from '../context.js';
import type { Acting } from './transact.js';

const blankPost = {
  sessionId: null,
  escalationId: null,
  position: 0,
  detail: null,
  threadPostId: null,
  ts: null,
  state: 'pending',
  error: null,
  fingerprint: null,
} as const;

/** Adds a message that Intake will keep in line with what it shows, and has it sent. */
export async function addPost(
  ctx: Context,
  tx: Acting,
  post: Partial<Post> & { key: string; kind: PostKind; channelId: string },
  work: { lane?: string; runAt?: Date; responseUrl?: string | null } = {},
): Promise<Post> {
  const { responseUrl, ...when } = work;
  const added: Post = { ...blankPost, ...post, accountId: tx.accountId, id: ctx.newId(), createdAt: tx.now };
  await tx.posts.create(added);
  await tx.enqueue({
    ...syncOfPost(added.id, { responseUrl: responseUrl ?? null }),
    ...when,
  });
  return added;
}

/** The message whose button was pressed, and where its redraw goes. */
export interface Pressed {
  responseUrl: string | null;
  messageTs?: string | null;
}

/** Every copy of a card shows the new state; the one whose button was pressed by its response URL, at once. */
export async function redrawCopies(
  tx: Acting,
  copies: readonly Pick<Post, 'id' | 'ts'>[],
  { responseUrl = null, messageTs = null }: Partial<Pressed>,
): Promise<void> {
  for (const { id, ts } of copies)
    await tx.enqueue(
      syncOfPost(id, messageTs !== null && messageTs === ts ? { responseUrl, messageTs } : {}),
    );
}

/** Has the message with this key redrawn; nothing happens where there is none. */
export async function redraw(
  tx: Acting,
  key: string,
  work: { lane?: string; runAt?: Date } & Partial<Pressed> = {},
): Promise<void> {
  const { responseUrl = null, messageTs = null, ...when } = work;
  await tx.jobs.enqueueRedraw(tx.accountId, key, { responseUrl, messageTs, ...when }, tx.now);
}

/** The walk's card follows its state, a little later: several changes in a row cost one redraw. */
export async function redrawCard(ctx: Context, tx: Acting, session: Pick<Session, 'id'>): Promise<void> {
  await redraw(tx, postKey.sessionCard(session.id), { runAt: new Date(tx.now.getTime() + ctx.pace.cardMs) });
}

/** Redraws the walk's open message: it has been answered, has ended, or has a node now. */
export async function redrawOpenStep(
  tx: Acting,
  session: Pick<Session, 'id' | 'stepCount'>,
  { responseUrl = null, messageTs = null }: Partial<Pressed> = {},
): Promise<void> {
  const pressed = { responseUrl, messageTs };
  await redraw(tx, postKey.walkCard(session.id, session.stepCount), { lane: laneOf(session), ...pressed });
}

/**
 * Posts the open step anew at the end of the thread, where much has been said since: its old message stays as it was
 * closed. A click on a copy that was not closed yet counts all the same.
 */
export async function postStepAnew(
  tx: Acting,
  session: Pick<Session, 'accountId' | 'id' | 'stepCount'>,
): Promise<void> {
  const step = await tx.posts.findByKey(tx.accountId, postKey.walkCard(session.id, session.stepCount));
  if (step) await postAgain(tx, session, step);
}

/** Posts the open step where it never came to be: Slack did not take it, or was away for too long. */
export async function postMissingStep(
  tx: Acting,
  session: Pick<Session, 'accountId' | 'id' | 'stepCount'>,
): Promise<void> {
  const step = await tx.posts.findByKey(tx.accountId, postKey.walkCard(session.id, session.stepCount));
  if (step?.state !== 'failed') return;
  await tx.jobs.forgetDead(tx.accountId, step.id);
  await postAgain(tx, session, step);
  await redrawMissing(tx, step);
}

/** What says that a step is missing follows it. */
export async function redrawMissing(tx: Acting, { sessionId, position }: Post): Promise<void> {
  if (!sessionId) return;
  await redraw(tx, postKey.missingStep(sessionId, position), { lane: laneOf({ id: sessionId }) });
}

async function postAgain(tx: Acting, session: Pick<Session, 'id'>, step: Post): Promise<void> {
  await tx.posts.rehome(step, step.channelId);
  await tx.enqueue({
    ...syncOfPost(step.id),
    lane: laneOf(session),
  });
}

/** Adds the message of the walk's current position to its thread. */
export async function addStepPost(ctx: Context, tx: Acting, session: Session): Promise<void> {
  const head = await tx.posts.findByKey(tx.accountId, postKey.sessionCard(session.id));
  if (!head) return;
  const writing = session.kind === 'ai_build' && session.currentNodeId === null;
  await addPost(
    ctx,
    tx,
    {
      key: postKey.walkCard(session.id, session.stepCount),
      kind: 'walk_card',
      sessionId: session.id,
      position: session.stepCount,
      channelId: head.channelId,
      threadPostId: head.id,
    },
    { lane: laneOf(session), ...(writing && { runAt: new Date(tx.now.getTime() + ctx.pace.writingMs) }) },
  );
}

/** Tells something once in the walk's thread; under a key of its own where it is to be redrawn. */
export async function tellThread(
  ctx: Context,
  tx: Acting,
  session: Pick<Session, 'id'>,
  notice: Notice,
  key: string = postKey.notice(ctx.newId()),
): Promise<void> {
  const head = await tx.posts.findByKey(tx.accountId, postKey.sessionCard(session.id));
  if (!head) return;
  await addPost(
    ctx,
    tx,
    {
      key,
      kind: 'notice',
      sessionId: session.id,
      detail: notice,
      channelId: head.channelId,
      threadPostId: head.id,
    },
    { lane: laneOf(session) },
  );
}

/** Tells somebody once by direct message. */
export async function tellPerson(
  ctx: Context,
  tx: Acting,
  slackUserId: string,
  notice: Notice,
): Promise<void> {
  await addPost(ctx, tx, {
    key: postKey.notice(ctx.newId()),
    kind: 'notice',
    detail: notice,
    channelId: slackUserId,
  });
}

/** Says in the thread that the walk was put aside, with a button to go on: the newest time at its end, once. */
export async function tellStopped(
  ctx: Context,
  tx: Acting,
  session: Pick<Session, 'id'>,
  notice: Extract<Notice, { kind: 'stopped' }>,
): Promise<void> {
  const key = postKey.stopped(session.id);
  const earlier = await tx.posts.findByKey(tx.accountId, key);
  if (!earlier) return tellThread(ctx, tx, session, notice, key);
  await tx.posts.setDetail(earlier, notice);
  await postAgain(tx, session, earlier);
}

/** Somebody goes on: the button to do so goes. */
export async function redrawStopped(tx: Acting, before: Pick<Session, 'id' | 'stoppedAt'>): Promise<void> {
  if (before.stoppedAt) await redraw(tx, postKey.stopped(before.id), { lane: laneOf(before) });
}
