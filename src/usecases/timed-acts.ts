import { systemActor } from '../domain/member.js';
import type { TimedActs } from '../jobs/timed-acts.js';
import type { Context, Services } from './context.js';
import { runClock } from './escalation/run-clock.js';
import { syncRoles } from './member/sync-roles.js';
import { checkFix } from './session/check-fix.js';
import { lookAfterStale } from './session/look-after-stale.js';
import { noteDelivery } from './webhook/note-delivery.js';

/** What timers do, as the program itself; each is a use case like every other. */
export function createTimedActs(services: Services): TimedActs {
  const as = (accountId: string): Context => ({
    ...services,
    actor: systemActor(accountId, 'job'),
    delivery: null,
  });
  return {
    checkFix: (accountId, due) => checkFix(as(accountId), due),
    runClock: (accountId, due, groupMembers) => runClock(as(accountId), { ...due, groupMembers }),
    syncRoles: (accountId, slack) => syncRoles(as(accountId), slack),
    noteDelivery: (accountId, outcome) => noteDelivery(as(accountId), outcome),
    lookAfterStale: (accountId, due) => lookAfterStale(as(accountId), due),
  };
}
