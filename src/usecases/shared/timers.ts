import type { Fix } from '../../domain/fix.js';
import type { Session } from '../../domain/session.js';
import { hours } from '../../domain/truth-times.js';
import type { CheckStage } from '../../domain/work.js';
import type { Acting } from './transact.js';

/** Whoever carries a walk that lies still is asked about it; to be called wherever a session becomes `active`. */
export async function watchStale(tx: Acting, session: Pick<Session, 'id'>, until?: Date): Promise<void> {
  const { staleHours } = await tx.clocks.times(tx.accountId);
  const whole = new Date(tx.now.getTime() + hours(staleHours));
  // Looked at once in a stale time at least: what is done meanwhile counts from when it was done.
  const at = until && until < whole ? until : whole;
  await tx.enqueue({
    work: { kind: 'session.stale', sessionId: session.id },
    // Named by its time: a timer that is just running writes the next one.
    dedupeKey: `stale:${session.id}:${at.getTime()}`,
    runAt: at,
  });
}

/** The question about a fix, its repetition and its end, each a row of its own that outlives a restart. */
export async function timeCheck(tx: Acting, fix: Fix, stage: CheckStage, ms: number): Promise<void> {
  const { sessionId, number } = fix;
  await tx.enqueue({
    work: { kind: 'fix.check', sessionId, number, stage },
    dedupeKey: `check:${sessionId}:${number}:${stage}`,
    runAt: new Date(fix.at.getTime() + ms),
  });
}
