import type { Delivery } from '../domain/webhook.js';
import type { CheckStage } from '../domain/work.js';

/** The use cases that time sets off, given to the handlers by app.ts: jobs know when, use cases know what. */
export interface TimedActs {
  checkFix(accountId: string, due: { sessionId: string; number: number; stage: CheckStage }): Promise<void>;
  runClock(
    accountId: string,
    due: { escalationId: string },
    groupMembers: (groupId: string) => Promise<string[] | null>,
  ): Promise<void>;
  /** @returns in how many milliseconds the event is sent again; null when it is done with. */
  noteDelivery(accountId: string, outcome: { eventId: string; delivery: Delivery }): Promise<number | null>;
  lookAfterStale(accountId: string, due: { sessionId: string }): Promise<void>;
}
