import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeEach } from 'vitest';
import { openBuiltInEmbedder } from '../../src/ai/built-in/embedder.js';
import { builtInTreeBuilder } from '../../src/ai/built-in/tree-builder.js';
import type { Embedder } from '../../src/ai/embedder.js';
import { assemble, inSandbox, type Parts, type Product, slackParts } from '../../src/app.js';
import type { FlowDefinition } from '../../src/domain/flow-definition.js';
import type { Actor, Surface } from '../../src/domain/member.js';
import { systemActor } from '../../src/domain/member.js';
import type { Log } from '../../src/jobs/log.js';
import { createWorkspace, startSandbox, type Workspace } from '../../src/sandbox/index.js';
import { seatSandboxPeople } from '../../src/sandbox-people.js';
import type { Database } from '../../src/store/database/open.js';
import { publishFlow } from '../../src/usecases/flow/publish-flow.js';
import type { Caller } from '../../src/usecases/index.js';
import { recordDeliveries } from './deliveries.js';
import { type Story, workspace as story } from './workspace.js';

export interface Stage extends Story {
  product: Product;
  workspace: Workspace;
  database: Database;
  clock: Clock;
  /** Ends the program, or lets it be killed where it stands, and starts it anew on the same database and workspace. */
  restart(how?: { killed?: boolean }): Promise<Product>;
  /** Publishes a flow, as `npm run flows -- import` does. @returns its id */
  publish(definition: FlowDefinition): Promise<string>;
  /** Somebody of the workspace as the use cases know them, by handle. */
  caller(handle: string, surface?: Surface): Promise<Caller & { actor: Actor }>;
  /** Where the product takes signed requests, if it is reached over HTTP. */
  http: { url: string; signingSecret: string } | null;
  /** The app's own Web API, for messages that the product would not send. */
  client: WebClient;
  /** Rows of the database, for what nobody can see. */
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** The real time, until some of it is skipped. */
export class Clock {
  private skipped = 0;
  readonly now = (): Date => new Date(Date.now() + this.skipped);

  passes(ms: number): void {
    this.skipped += ms;
  }
}

export interface Staging {
  /** False leaves the account without people: the first one who comes is its owner. */
  seated?: boolean;
  /** How long Slack waits; events come again at once by default. */
  patience?: { ack?: number; eventRetries?: number[] };
  /** In process; Socket Mode over a local websocket; signed requests. `JOURNEYS_OVER` says it where nothing is given. */
  over?: string;
}

const manifestPath = fileURLToPath(new URL('../../manifest.yml', import.meta.url));

/** Says nothing, unless a test is looked into: `LOG=1 npx vitest …`. */
const log = process.env.LOG
  ? { info: console.info, warn: console.warn, error: console.error }
  : {
      info: () => undefined,
      warn: () => undefined,
      error: (fields: object, message: string) => void faults.push({ message, ...fields }),
    };

/** What the product logged as errors during a test: a person's screen says only that something went wrong. */
const faults: object[] = [];

/** Waits are for Slack's rate limits; in a story nothing waits. */
const noWaits = { cardMs: 0, writingMs: 0, embeddingMs: 30_000 };

/** On the worker's global object: its model is loaded once for all files. */
const worker = globalThis as typeof globalThis & { sharedEmbedder?: Promise<Embedder> };

type Local = Pick<ReturnType<typeof createWorkspace>, 'workspace' | 'botToken' | 'fetch'> & {
  http: Stage['http'];
  /** Made anew for each start of the program. */
  slack: () => Promise<Parts['slack']>;
};

/** How the stories reach the product. */
async function openWorkspace(
  { patience, over = process.env.JOURNEYS_OVER ?? 'in-process' }: Staging,
  log: Log,
): Promise<Local> {
  if (over === 'in-process') {
    const { workspace, botToken, receiver, fetch } = createWorkspace({ manifestPath, patience });
    const slack = async () => ({ botToken, apiUrl: 'https://sandbox.invalid/api/', receiver, fetch });
    return { workspace, botToken, fetch, http: null, slack };
  }
  const sandbox = await startSandbox({ port: 0, manifestPath, patience });
  afterAll(() => sandbox.stop());
  const { workspace, botToken, signingSecret, apiUrl, fetch } = sandbox;
  if (over === 'socket') {
    const listen = { port: 0, host: '127.0.0.1' };
    const slack = async () => slackParts(inSandbox(sandbox), listen, log);
    return { workspace, botToken, fetch, http: null, slack };
  }
  if (over !== 'http') throw new Error(`JOURNEYS_OVER is in-process, socket or http, not ${over}`);
  const listen = { port: await freePort(), host: '127.0.0.1' };
  const url = `http://${listen.host}:${listen.port}/slack/events`;
  sandbox.connectHttp({ url });
  const wiring = { kind: 'http', botToken, signingSecret, apiUrl } as const;
  const slack = async () => slackParts(wiring, listen, log);
  return { workspace, botToken, fetch, http: { url, signingSecret }, slack };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * The product on a database, in a workspace of its own: an agent, another agent, an engineer and an admin
 * have their roles. Everything is what ships; only the network is left out.
 */
export async function stage(
  database: Database,
  changes: Partial<Parts> = {},
  { seated = true, patience = { eventRetries: [0] }, over }: Staging = {},
): Promise<Stage> {
  beforeEach(({ onTestFailed }) => {
    faults.length = 0;
    onTestFailed(() => {
      if (faults.length > 0) console.error('The product logged:', faults);
    });
  });
  const local = await openWorkspace({ patience, over }, changes.log ?? log);
  recordDeliveries(local.workspace);
  const clock = new Clock();
  worker.sharedEmbedder ??= openBuiltInEmbedder();
  const parts: Parts = {
    database,
    embedder: changes.embedder ?? (await worker.sharedEmbedder),
    builder: builtInTreeBuilder,
    slack: await local.slack(),
    messagesPerSecond: 10_000,
    pace: noWaits,
    now: clock.now,
    log,
    ...changes,
  };
  const ending: Promise<void>[] = [];
  let product = await assemble(parts);
  if (seated) await seatSandboxPeople(product, local.workspace);
  await product.start();
  await product.idle();
  afterAll(async () => {
    await product.stop();
    await Promise.all(ending);
  });
  return {
    ...story({ workspace: local.workspace, idle: () => product.idle() }),
    get product() {
      return product;
    },
    workspace: local.workspace,
    http: local.http,
    database,
    clock,
    async restart({ killed = false } = {}) {
      const stopping = product.stop();
      ending.push(stopping);
      if (!killed) await stopping;
      product = await assemble({ ...parts, slack: await local.slack() });
      await product.start();
      return product;
    },
    async publish(definition) {
      const ctx = {
        ...product.services,
        actor: systemActor(product.accountId, 'setup'),
        delivery: null,
      };
      const published = await publishFlow(ctx, { definition, source: 'imported' });
      if (published.status === 'refused') throw new Error(JSON.stringify(published.findings));
      // Its vectors are filled in.
      await product.idle();
      return published.flowId;
    },
    async caller(handle, surface = 'button') {
      const person = local.workspace.people().find((one) => one.handle === handle);
      if (!person) throw new Error(`No person ${handle}`);
      const { id: slackUserId, name: displayName } = person;
      const { slackTeamId } = product.identity;
      const lookUp = async () => ({ displayName, standing: 'full' as const });
      const member = await product.useCases.meetPerson({ slackTeamId, slackUserId, surface, lookUp });
      return { actor: { ...member, surface }, delivery: null };
    },
    client: new WebClient(local.botToken, {
      slackApiUrl: parts.slack.apiUrl,
      fetch: local.fetch,
      retryConfig: { retries: 0 },
    }),
    rows: async (sql, values = []) => (await database.pool.query(sql, values)).rows,
  };
}
