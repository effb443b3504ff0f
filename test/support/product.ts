import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { openBuiltInEmbedder } from '../../src/ai/built-in/embedder.js';
import { builtInTreeBuilder } from '../../src/ai/built-in/tree-builder.js';
import { assemble, type Parts, type Product } from '../../src/app.js';
import { createWorkspace, type Workspace } from '../../src/sandbox/index.js';
import { seatSandboxPeople } from '../../src/sandbox-people.js';
import type { Database } from '../../src/store/database/open.js';
import { type Story, workspace as story } from './workspace.js';

export interface Stage extends Story {
  product: Product;
  workspace: Workspace;
}

const manifestPath = fileURLToPath(new URL('../../manifest.yml', import.meta.url));

/** Says nothing, unless a test is looked into: `LOG=1 npx vitest …`. */
const log = process.env.LOG
  ? { info: console.info, warn: console.warn, error: console.error }
  : { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Waits are for Slack's rate limits; in a story nothing waits. */
const noWaits = { cardMs: 0, writingMs: 0, embeddingMs: 30_000 };

/**
 * The product on a database, in a workspace of its own, in process: an agent, another agent, an engineer and an admin
 * have their roles. Everything is what ships; only the network is left out.
 */
export async function stage(database: Database, changes: Partial<Parts> = {}): Promise<Stage> {
  const local = createWorkspace({ manifestPath });
  const embedder = changes.embedder ?? (await openBuiltInEmbedder());
  const product = await assemble({
    database,
    embedder,
    builder: builtInTreeBuilder,
    slack: {
      botToken: local.botToken,
      apiUrl: 'https://slack.com/api/',
      receiver: local.receiver,
      fetch: local.fetch,
    },
    messagesPerSecond: 10_000,
    pace: noWaits,
    now: () => new Date(),
    log,
    ...changes,
  });
  await seatSandboxPeople(product, local.workspace);
  await product.start();
  await product.indexed();
  afterAll(async () => {
    await product.stop();
    if (!changes.embedder) await embedder.close();
  });
  const told = story({ workspace: local.workspace, idle: () => product.worker.idle() });
  return { ...told, product, workspace: local.workspace };
}
