import { randomUUID } from 'node:crypto';
import { openBuiltInEmbedder } from '../../ai/built-in/embedder.js';
import { builtInTreeBuilder } from '../../ai/built-in/tree-builder.js';
import type { Embedder } from '../../ai/embedder.js';
import { livePace } from '../../app.js';
import { freeOfCharge } from '../../domain/ledger.js';
import { systemActor } from '../../domain/member.js';
import type { Log } from '../../jobs/log.js';
import type { Database } from '../../store/database/open.js';
import { createStore } from '../../store/store.js';
import type { Context, Services } from '../../usecases/context.js';
import { readRanges } from '../../webhook/addresses.js';
import { createWebhookSender } from '../../webhook/sender.js';
import { atExit } from './command.js';

/** The built-in embedder, closed when the command ends. */
export async function openEmbedder(): Promise<Embedder> {
  const embedder = await openBuiltInEmbedder();
  atExit(() => embedder.close());
  return embedder;
}

/** What use cases work with, where a command calls them without the bot. */
export function servicesOver(database: Database, embedder: Embedder, log: Log): Services {
  return {
    store: createStore(database),
    embedder,
    builderId: builtInTreeBuilder.id,
    asksAhead: false,
    asksEarly: false,
    price: freeOfCharge,
    troubles: () => [],
    now: () => new Date(),
    newId: randomUUID,
    webhooks: createWebhookSender({ allow: readRanges('') }),
    pace: livePace,
    formerEmbedder: () => Promise.resolve(null),
    log,
  };
}

/** The command line acts for an account as its owner may: who can run it has the database already. */
export const actingFor = (services: Services, accountId: string): Context => ({
  ...services,
  actor: systemActor(accountId, 'cli'),
  delivery: null,
});
