import type { CheckStage } from '../domain/work.js';

/** The use cases that time sets off, given to the handlers by app.ts: jobs know when, use cases know what. */
export interface TimedActs {
  checkFix(accountId: string, due: { sessionId: string; number: number; stage: CheckStage }): Promise<void>;
  runClock(
    accountId: string,
    due: { escalationId: string },
    groupMembers: (groupId: string) => Promise<string[] | null>,
  ): Promise<void>;
  lookAfterStale(accountId: string, due: { sessionId: string }): Promise<void>;
}
