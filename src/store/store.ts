import { accountStore } from './account-store.js';
import { auditStore } from './audit-store.js';
import { cardStore } from './card-store.js';
import { categoryStore } from './category-store.js';
import { clockStore } from './clock-store.js';
import type { Database } from './database/open.js';
import type { Db } from './db.js';
import { deliveryStore } from './delivery-store.js';
import { draftStore } from './draft-store.js';
import { escalationCardStore } from './escalation-card-store.js';
import { escalationStore } from './escalation-store.js';
import { feedbackStore } from './feedback-store.js';
import { fixStore } from './fix-store.js';
import { flowStore } from './flow-store.js';
import { Prisma } from './generated/client.js';
import { groupRoleStore } from './group-role-store.js';
import { historyStore } from './history-store.js';
import { intakeStore } from './intake-store.js';
import { jobStore } from './job-store.js';
import { ledgerStore } from './ledger-store.js';
import { lensStore } from './lens-store.js';
import { matchingStore } from './matching-store.js';
import { memberStore } from './member-store.js';
import { postStore } from './post-store.js';
import { proposalStore } from './proposal-store.js';
import { queueStore } from './queue-store.js';
import { type Known, nothingKnown, searchStore } from './search-store.js';
import { sessionStore } from './session-store.js';
import { treeStore } from './tree-store.js';
import { webhookStore } from './webhook-store.js';

/** @param wroteWork called with each write that makes jobs due */
function stores(db: Db, known: Known, wroteWork: () => void = () => undefined) {
  return {
    accounts: accountStore(db),
    members: memberStore(db),
    groupRoles: groupRoleStore(db),
    categories: categoryStore(db),
    flows: flowStore(db),
    trees: treeStore(db),
    drafts: draftStore(db),
    ledger: ledgerStore(db),
    intakes: intakeStore(db),
    sessions: sessionStore(db),
    escalations: escalationStore(db),
    fixes: fixStore(db),
    posts: postStore(db),
    proposals: proposalStore(db),
    webhooks: webhookStore(db),
    audit: auditStore(db),
    deliveries: deliveryStore(db),
    jobs: jobStore(db, wroteWork),
    search: searchStore(db, known),
    lenses: lensStore(db),
    feedback: feedbackStore(db),
    clocks: clockStore(db),
    cards: { ...cardStore(db), ...escalationCardStore(db) },
    matching: matchingStore(db),
    history: historyStore(db),
    queue: queueStore(db),
  };
}

/** Every store, inside one transaction. */
export type Tx = ReturnType<typeof stores>;

/** Every store, and transactions over them. */
export interface Store extends Tx {
  /**
   * Runs `work` as one transaction: all of it or nothing. Nothing slow belongs inside, and nothing of the outer
   * store: on the embedded database there is one transaction at a time.
   * Runs again, up to twice, when the database chose it as the victim of a deadlock.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Called after each commit that wrote work, at once; this is how a worker hears of new jobs. */
  onCommit(listener: () => void): void;
}

/** The stores over a database; each of their methods outside `transaction` is a transaction of its own. */
export function createStore(database: Pick<Database, 'prisma'>): Store {
  const listeners = new Set<() => void>();
  const known = nothingKnown();
  return {
    ...stores(database.prisma, known),
    async transaction(work) {
      let hasWork = false;
      const wroteWork = () => {
        hasWork = true;
      };
      const run = (db: Db) => work(stores(db, known, wroteWork));
      const result = await withRetry(() => database.prisma.$transaction(run));
      if (hasWork) for (const listener of listeners) listener();
      return result;
    },
    onCommit(listener) {
      listeners.add(listener);
    },
  };
}

async function withRetry<Result>(run: () => Promise<Result>, retries = 2): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (retries > 0 && isDeadlock(error)) return withRetry(run, retries - 1);
    throw error;
  }
}

/**
 * P2034: "Transaction failed due to a write conflict or a deadlock. Please retry your transaction". Raw queries have
 * P2010 instead, "Raw query failed", whatever the reason was; the adapter's cause tells it, for both 40P01 and 40001.
 */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code !== 'P2010') return error.code === 'P2034';
  const failure = error.meta?.driverAdapterError;
  if (!(failure instanceof Error) || typeof failure.cause !== 'object') return false;
  return (
    failure.cause !== null && 'kind' in failure.cause && failure.cause.kind === 'TransactionWriteConflict'
  );
}
