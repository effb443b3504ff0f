import { ConflictError, DuplicateDeliveryError, NotFoundError } from '../../domain/errors.js';
import type { Person } from '../../domain/member.js';
import { systemMemberId } from '../../domain/member.js';
import type { Enqueue } from '../../domain/work.js';
import type { Tx } from '../../store/store.js';
import type { Context } from '../context.js';

/** A transaction in which one act takes place, with what every act needs. */
export interface Acting extends Tx {
  accountId: string;
  now: Date;
  enqueue(work: Enqueue): Promise<void>;
  /**
   * Records the changes. It holds the account's row until the commit, and other acts of the account wait for that: call
   * it as late as possible, and do no more than a few writes after it.
   */
  record(...changes: readonly Change[]): Promise<void>;
}

/** What one act changed, for the audit. */
export interface Change {
  action: string;
  subject: string;
  subjectId: string;
  before?: object | null;
  after?: object | null;
}

/**
 * Runs one act as one transaction: the delivery, the change, its audit and the work that follows, or nothing.
 * @throws {DuplicateDeliveryError} if this delivery has taken effect before.
 */
export async function transact<Result>(ctx: Context, act: (tx: Acting) => Promise<Result>): Promise<Result> {
  const { accountId } = ctx.actor;
  return ctx.store.transaction(async (tx) => {
    const now = ctx.now();
    if (ctx.delivery && !(await tx.deliveries.first(accountId, ctx.delivery, now)))
      throw new DuplicateDeliveryError();
    return act({
      ...tx,
      accountId,
      now,
      enqueue: (work) => tx.jobs.enqueue(accountId, work, now),
      record: (...changes) => {
        const { surface, memberId: actingId } = ctx.actor;
        const memberId = actingId === systemMemberId ? null : actingId;
        const records = changes.map(({ before = null, after = null, ...change }) => ({
          ...change,
          before,
          after,
          memberId,
          surface,
        }));
        return tx.audit.record(accountId, now, ...records);
      },
    });
  });
}

/** @throws {NotFoundError} naming the subject. */
export function found<Value>(value: Value | null, subject: string): Value {
  if (value === null) throw new NotFoundError(subject);
  return value;
}

/** Names who was first: turns a bare "not current" into "answered by @X" from the step that was taken instead. */
export async function nameWinner(
  tx: Pick<Tx, 'sessions' | 'members'>,
  session: { accountId: string; id: string },
  position: number,
): Promise<ConflictError> {
  const step = await tx.sessions.step(session.accountId, session.id, position + 1);
  const by: Person | null = step ? await tx.members.find(session.accountId, step.memberId) : null;
  return new ConflictError(step ? 'answered' : 'not_current', by);
}
