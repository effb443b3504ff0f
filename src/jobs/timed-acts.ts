import type { Standing } from '../domain/member.js';
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
  syncRoles(accountId: string, slack: PeopleOfSlack & { timed: boolean }): Promise<void>;
  /** @returns in how many milliseconds the event is sent again; null when it is done with. */
  noteDelivery(accountId: string, outcome: { eventId: string; delivery: Delivery }): Promise<number | null>;
  lookAfterStale(accountId: string, due: { sessionId: string }): Promise<void>;
}

/** Whom Slack knows, asked while no transaction is open. */
export interface PeopleOfSlack {
  /** The members of a user group by their Slack user ids; null where it is gone or cannot be read. */
  groupMembers: (groupId: string) => Promise<string[] | null>;
  /** Null for somebody whom Slack does not know. */
  profile: (slackUserId: string) => Promise<{ displayName: string; standing: Standing } | null>;
}
