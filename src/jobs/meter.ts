import { randomUUID } from 'node:crypto';
import {
  BudgetError,
  costMicros,
  dayOf,
  type Meter,
  type Price,
  reservedUsage,
  type Usage,
} from '../domain/ledger.js';
import type { Generation, GenerationLease } from '../store/draft-store.js';
import type { NewCall } from '../store/ledger-store.js';
import type { Store } from '../store/store.js';
import type { Log } from './log.js';

export interface Metering {
  store: Store;
  price: Price;
  now: () => Date;
  log: Log;
}

/** Reserves every request for one node of the budgets before it is sent, and writes down what it took. */
export function meterOf(metering: Metering, generation: Generation, lease: GenerationLease): Meter {
  const { accountId, id: generationId, memberId, ahead } = generation;
  return (kind) =>
    reserve(metering, {
      accountId,
      generationId,
      memberId,
      kind: kind === 'repair' ? 'repair' : ahead ? 'ahead' : 'foreground',
      // The lease was taken over: whoever had it may have asked, and nobody knows of an answer.
      resend: kind === 'resend' || (kind === 'first' && lease.number > 1),
    });
}

type Asked = Omit<NewCall, 'id' | 'day' | 'costMicros' | 'startedAt'>;

async function reserve({ store, price, now, log }: Metering, asked: Asked): ReturnType<Meter> {
  const { accountId } = asked;
  const at = now();
  const id = randomUUID();
  const micros = costMicros(reservedUsage, price);
  await store.transaction(async (tx) => {
    const budget = await tx.accounts.budget(accountId);
    const call = { ...asked, id, day: dayOf(at), costMicros: micros, startedAt: at };
    const exhausted = await tx.ledger.reserve(call, budget);
    if (exhausted) throw new BudgetError(exhausted);
  });
  return {
    async settle(usage: Usage | null) {
      const used = {
        promptTokens: usage?.promptTokens ?? null,
        completionTokens: usage?.completionTokens ?? null,
        costMicros: usage && costMicros(usage, price),
        at: now(),
      };
      // The node is there: that its price could not be written down must not lose it. What was reserved counts then.
      await store.ledger
        .settle(accountId, id, used)
        .catch((error: unknown) => log.warn({ err: error, call: id }, 'ledger: a call was not settled'));
    },
  };
}
