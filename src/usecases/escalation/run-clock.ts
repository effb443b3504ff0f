import {
  dueStage,
  type NextStage,
  passStage,
  type Rung,
  releaseTimeOf,
  rungsFrom,
  targetOf,
} from '../../domain/escalation-clock.js';
import { isReachable, personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import { type Post, postKey } from '../../domain/post.js';
import { syncOfPost } from '../../domain/work.js';
import type { EffectiveDesk } from '../../store/clock-store.js';
import type { Context } from '../context.js';
import { type Held, hold, setClock, tellDesk } from '../shared/escalation-acts.js';
import { addPost, tellPerson, tellThread } from '../shared/posts.js';
import { release } from '../shared/release-claims.js';
import { type Acting, transact } from '../shared/transact.js';

export interface RunClock {
  escalationId: string;
  /** The members of a Slack user group by their user ids; null where it is gone or cannot be read. */
  groupMembers: (groupId: string) => Promise<string[] | null>;
}

/** A rung with somebody on it, and the groups that could not be read on the way there. */
interface Call {
  rung: Rung;
  number: number;
  slackUserIds: string[];
  gone: string[];
}

/**
 * Does what the escalation's clock has due by now: warns, calls the next rung of the ladder, reminds a silent claimant
 * or takes the claim back.
 */
export async function runClock(ctx: Context, run: RunClock): Promise<void> {
  authorize(ctx.actor, 'escalation.release');
  const { accountId } = ctx.actor;
  const { escalationId } = run;
  const { escalations, sessions, intakes, clocks } = ctx.store;
  const escalation = await escalations.find(accountId, escalationId);
  const session = escalation && (await sessions.find(accountId, escalation.sessionId));
  const ticket = session && (await intakes.ticket(accountId, session.ticketId));
  if (!escalation || !ticket) return;
  const desk = await clocks.effective(accountId, ticket.categoryId);
  const due = dueStage(escalation, desk.clocks, ctx.now());
  // Slack is asked before the transaction: nothing slow inside.
  const call = due && isRung(due.stage) ? await firstOf(ctx, run, desk, due.stage) : null;
  await transact(ctx, async (tx) => {
    const held = await hold(tx, escalationId);
    const still = dueStage(held.escalation, desk.clocks, tx.now);
    if (still && still.stage === due?.stage) await fire(ctx, tx, held, { desk, due: still, call });
    else await setClock(tx, held.escalation, held.categoryId);
  });
}

const isRung = (stage: string): stage is Rung =>
  stage === 'on_call' || stage === 'next_level' || stage === 'admins';

/** The first rung from here on that has somebody on it: nobody waits for a rung that is empty. */
async function firstOf(ctx: Context, run: RunClock, desk: EffectiveDesk, from: Rung): Promise<Call> {
  const gone: string[] = [];
  for (const { rung, number } of rungsFrom(from)) {
    const slackUserIds = await peopleOn(ctx, run, desk, { rung, gone });
    if (slackUserIds.length > 0 || rung === 'admins') return { rung, number, slackUserIds, gone };
  }
  throw new Error('The ladder ends with admins');
}

async function peopleOn(
  { store, actor: { accountId } }: Context,
  { groupMembers }: RunClock,
  desk: EffectiveDesk,
  { rung, gone }: { rung: Rung; gone: string[] },
): Promise<string[]> {
  if (rung === 'admins') return (await store.members.admins(accountId)).map(({ slackUserId }) => slackUserId);
  const level = rung === 'on_call' ? desk.onCall : desk.nextLevel;
  const listed = (await store.members.findMany(accountId, level.memberIds)).filter(isReachable);
  const inGroup = level.groupId ? await groupMembers(level.groupId) : [];
  if (level.groupId && inGroup === null) gone.push(level.groupId);
  const ids = new Set([...(inGroup ?? []), ...listed.map(({ slackUserId }) => slackUserId)]);
  const left: string[] = [];
  for (const slackUserId of ids) {
    const known = await store.members.findBySlackUser(accountId, slackUserId);
    if (!known || isReachable(known)) left.push(slackUserId);
  }
  return left;
}

interface Firing {
  desk: EffectiveDesk;
  due: NextStage;
  call: Call | null;
}

async function fire(ctx: Context, tx: Acting, held: Held, { desk, due, call }: Firing): Promise<void> {
  const { escalation } = held;
  if (due.stage === 'release') {
    await release(ctx, tx, held, { why: 'silent' });
    return;
  }
  const passed = passStage(escalation, { ...due, number: call?.number ?? due.number }, tx.now);
  await tx.escalations.save(passed);
  if (call) await climb(ctx, tx, held, call);
  else if (escalation.status === 'claimed') await remind(ctx, tx, held, desk, due.stage === 'reminder');
  else await warn(ctx, tx, held, desk);
  await setClock(tx, passed, held.categoryId);
  await tx.record({
    action: 'escalation.clock',
    subject: 'escalation',
    subjectId: escalation.id,
    before: { stage: escalation.clockStage },
    after: { stage: passed.clockStage, did: call?.rung ?? due.stage },
  });
}

/** In the card's thread: it must be claimed soon, and who is on call. */
async function warn(ctx: Context, tx: Acting, held: Held, desk: EffectiveDesk): Promise<void> {
  const { escalation, ticketNumber } = held;
  const people = (await tx.members.findMany(tx.accountId, desk.onCall.memberIds)).filter(isReachable);
  await tellDesk(ctx, tx, escalation, {
    kind: 'claim_due',
    ticketNumber,
    dueAt: (targetOf(escalation, desk.clocks) ?? tx.now).getTime(),
    onCall: {
      groupId: desk.onCall.groupId,
      people: people.map(personOf),
    },
  });
}

/** Each person on the rung gets the card itself, with its buttons; who has it already is told so. */
async function climb(ctx: Context, tx: Acting, held: Held, call: Call): Promise<void> {
  const { escalation, session, ticketNumber } = held;
  for (const slackUserId of call.slackUserIds) {
    const key = postKey.escalationCard(escalation.id, slackUserId);
    const copy = await tx.posts.findByKey(tx.accountId, key);
    if (copy && copy.state !== 'failed') {
      await tellPerson(ctx, tx, slackUserId, {
        kind: 'unclaimed',
        ticketNumber,
        since: escalation.createdAt.getTime(),
        rung: call.rung,
        place: copy.ts ? { channelId: copy.channelId, ts: copy.ts } : null,
      });
      continue;
    }
    if (copy) {
      await postAnew(tx, copy, { slackUserId, lead: call.rung });
      continue;
    }
    const ofThis = { escalationId: escalation.id, sessionId: session.id, detail: { lead: call.rung } };
    await addPost(ctx, tx, { key, kind: 'escalation_card', channelId: slackUserId, ...ofThis });
  }
  if (call.rung === 'admins') await tellThread(ctx, tx, session, { kind: 'admins_called', ticketNumber });
  for (const groupId of call.gone) await tellGone(ctx, tx, groupId, ticketNumber);
}

/** What could not be sent to them is tried again: it may have been Slack, or who they were then. */
async function postAnew(
  tx: Acting,
  copy: Post,
  { slackUserId, lead }: { slackUserId: string; lead: Rung },
): Promise<void> {
  await tx.jobs.forgetDead(tx.accountId, copy.id);
  await tx.posts.setDetail(copy, { lead });
  await tx.posts.rehome(copy, slackUserId);
  await tx.enqueue(syncOfPost(copy.id));
}

/** Once a day: the settings are wrong until an admin changes them. */
async function tellGone(ctx: Context, tx: Acting, groupId: string, ticketNumber: number): Promise<void> {
  const day = tx.now.toISOString().slice(0, 10);
  for (const { slackUserId } of await tx.members.admins(tx.accountId))
    await addPost(ctx, tx, {
      key: postKey.notice(`group:${groupId}:${day}:${slackUserId}`),
      kind: 'notice',
      detail: { kind: 'group_gone', groupId, ticketNumber },
      channelId: slackUserId,
    });
}

async function remind(
  ctx: Context,
  tx: Acting,
  { escalation, session, ticketNumber, holder }: Held,
  desk: EffectiveDesk,
  isLast: boolean,
): Promise<void> {
  if (!holder) return;
  await tellPerson(ctx, tx, holder.slackUserId, {
    kind: 'claim_silent',
    ticketNumber,
    escalationId: escalation.id,
    sessionId: session.id,
    releaseAt: (releaseTimeOf(escalation, desk.clocks) ?? tx.now).getTime(),
    isLast,
  });
}
