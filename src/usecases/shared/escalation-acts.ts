import type { Notice } from '../../domain/cards.js';
import { NotFoundError } from '../../domain/errors.js';
import { assertDisposes, type Escalation, isLive } from '../../domain/escalation.js';
import { nextStage } from '../../domain/escalation-clock.js';
import { type Member, type Person, personOf } from '../../domain/member.js';
import { can } from '../../domain/policy.js';
import { isDirectMessage, postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { syncOfPost } from '../../domain/work.js';
import type { Context } from '../context.js';
import { addPost, type Pressed, redrawCard, tellPerson, tellThread } from './posts.js';
import { redrawEscalation, syncBrief } from './redraw-escalation.js';
import { type Acting, found } from './transact.js';

/** An escalation in the hands of one act, with what every act needs of it. */
export interface Held {
  escalation: Escalation;
  session: Session;
  ticketNumber: number;
  categoryId: string | null;
  isPrivate: boolean;
  /** Who has claimed it. */
  holder: Person | null;
}

/** The session first, then the escalation: in this order everywhere, so that two acts never wait for each other. */
export async function hold(tx: Acting, escalationId: string): Promise<Held> {
  const known = found(await tx.escalations.find(tx.accountId, escalationId), 'escalation');
  const session = found(await tx.sessions.lock(tx.accountId, known.sessionId), 'session');
  const escalation = found(await tx.escalations.lock(tx.accountId, escalationId), 'escalation');
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  const intake = found(await tx.intakes.find(tx.accountId, ticket.intakeId), 'intake');
  const holder = escalation.claimedById ? await tx.members.find(tx.accountId, escalation.claimedById) : null;
  return {
    escalation,
    session,
    ticketNumber: ticket.number,
    categoryId: ticket.categoryId,
    isPrivate: intake.problem.private,
    holder: holder && personOf(holder),
  };
}

/** As `hold`, for acts that only the claimant, an admin, or of an open one any engineer may do. */
export async function holdOwn(ctx: Context, tx: Acting, escalationId: string): Promise<Held> {
  const held = await hold(tx, escalationId);
  const { memberId, role } = ctx.actor;
  assertDisposes(held.escalation, { memberId, isAdmin: role === 'admin' || role === 'owner' }, held.holder);
  return held;
}

/** Keeps the escalation as it is now: every copy of its card, the agent's card, the brief and the clock follow. */
export async function keep(
  ctx: Context,
  tx: Acting,
  held: Held,
  after: Escalation,
  pressed: Partial<Pressed> = {},
): Promise<void> {
  await tx.escalations.save(after);
  await redrawEscalation(tx, after.id, pressed);
  await redrawCard(ctx, tx, held.session);
  await followUp(tx, after, held.categoryId);
}

/** Has the clock look when it is due next, and the brief brought in line; the questions of one that has ended are closed. */
export async function followUp(tx: Acting, escalation: Escalation, categoryId: string | null): Promise<void> {
  await syncBrief(tx, escalation.id);
  await setClock(tx, escalation, categoryId);
  if (!isLive(escalation)) await closeQuestions(tx, escalation);
}

/** Nobody is asked any more: what was not answered says so. */
async function closeQuestions(tx: Acting, { id }: Escalation): Promise<void> {
  for (const questionId of await tx.escalations.openQuestionIds(tx.accountId, id))
    for (const post of await tx.posts.keyedLike(tx.accountId, postKey.question(questionId, '')))
      await tx.enqueue(syncOfPost(post.id));
}

/** Writes the next look of the escalation's clock; one that finds nothing to do by then does nothing. */
export async function setClock(tx: Acting, escalation: Escalation, categoryId: string | null): Promise<void> {
  const { clocks } = await tx.clocks.effective(tx.accountId, categoryId);
  const next = nextStage(escalation, clocks);
  if (!next) return;
  await tx.enqueue({
    work: { kind: 'escalation.clock', escalationId: escalation.id },
    dedupeKey: `clock:${escalation.id}:${next.at.getTime()}`,
    runAt: next.at,
  });
}

/** The agent hears of it in the walk's thread, and by direct message, where a mention in a thread would be lost. */
export async function tellAgent(ctx: Context, tx: Acting, session: Session, notice: Notice): Promise<void> {
  await tellThread(ctx, tx, session, notice);
  const carrier = await tx.members.find(tx.accountId, session.carriedById);
  if (carrier && carrier.memberId !== ctx.actor.memberId && !(await isInDirectMessage(tx, session)))
    await tellPerson(ctx, tx, carrier.slackUserId, notice);
}

/** There the thread is already where the agent looks. */
async function isInDirectMessage(tx: Acting, session: Session): Promise<boolean> {
  const head = await tx.posts.findByKey(tx.accountId, postKey.sessionCard(session.id));
  return head !== null && isDirectMessage(head.channelId);
}

/** Tells engineering, in the thread of every card that it has. */
export async function tellDesk(
  ctx: Context,
  tx: Acting,
  escalation: Escalation,
  notice: Notice,
): Promise<void> {
  for (const card of await tx.posts.ofEscalation(tx.accountId, escalation.id)) {
    if (card.state === 'failed') continue;
    await addPost(ctx, tx, {
      key: postKey.notice(ctx.newId()),
      kind: 'notice',
      detail: notice,
      channelId: card.channelId,
      threadPostId: card.id,
    });
  }
}

/** Somebody who may claim, by id; that holds until the transaction ends. Before `hold`. @throws {NotFoundError} `engineer`. */
export async function claimer(tx: Acting, memberId: string): Promise<Member> {
  const member = await tx.members.hold(tx.accountId, memberId);
  if (!member || !can(member, 'escalation.claim')) throw new NotFoundError('engineer');
  return member;
}
