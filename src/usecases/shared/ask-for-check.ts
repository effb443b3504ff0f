import type { Fix } from '../../domain/fix.js';
import { can } from '../../domain/policy.js';
import { postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { hours } from '../../domain/truth-times.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { addPost, redraw } from './posts.js';
import { redrawEscalation, syncBrief } from './redraw-escalation.js';
import { timeCheck } from './timers.js';
import type { Acting } from './transact.js';

/** The two questions about a fix, in the order they are asked. */
const questions = { ask: 1, remind: 2 } as const;

/**
 * Asks whether a fix holds, and has the next thing happen in its time: once more, then no more. The
 * question is a direct message to who carries the walk, or stands in the thread where nobody can be written to.
 */
export async function askForCheck(
  ctx: Context,
  tx: Acting,
  session: Session,
  fix: Fix,
  stage: keyof typeof questions,
): Promise<void> {
  const carrier = await tx.members.find(tx.accountId, session.carriedById);
  const head = await tx.posts.findByKey(tx.accountId, postKey.sessionCard(session.id));
  const direct = carrier !== null && can(carrier, 'session.check');
  const place = direct
    ? { channelId: carrier.slackUserId }
    : head && { channelId: head.channelId, threadPostId: head.id };
  if (place) {
    const key = postKey.checkCard(session.id, fix.number, questions[stage]);
    const detail = { number: fix.number, again: stage === 'remind' };
    const post = { key, kind: 'check_card' as const, sessionId: session.id, detail, ...place };
    await addPost(ctx, tx, post, direct ? {} : { lane: laneOf(session) });
  }
  const { remindHours, giveUpHours } = await tx.clocks.times(tx.accountId);
  if (stage === 'ask') await timeCheck(tx, fix, 'remind', hours(remindHours));
  else await timeCheck(tx, fix, 'give_up', hours(giveUpHours));
}

/** The questions about a fix show what came of it, and so do the card and the brief of the escalation that it ended. */
export async function redrawChecks(tx: Acting, { sessionId, number }: Fix): Promise<void> {
  for (const asked of Object.values(questions)) await redraw(tx, postKey.checkCard(sessionId, number, asked));
  const escalation = await tx.escalations.latestOf(tx.accountId, sessionId);
  if (escalation?.status !== 'resolved') return;
  await redrawEscalation(tx, escalation.id);
  await syncBrief(tx, escalation.id);
}
