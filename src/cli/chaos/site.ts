import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtInTreeBuilder } from '../../ai/built-in/tree-builder.js';
import type { Embedder } from '../../ai/embedder.js';
import { assemble, livePace } from '../../app.js';
import { type Sandbox, startSandbox, type Workspace } from '../../sandbox/index.js';
import type { MessageView, TrafficEntry } from '../../sandbox/protocol.js';
import { seatSandboxPeople } from '../../sandbox-people.js';
import { type Links, linksOf } from '../../slack/blocks/text.js';
import { type Database, type DatabaseConfig, openDatabase } from '../../store/database/open.js';
import { postgresPool } from '../../store/database/postgres.js';
import { atExit } from '../shared/command.js';
import { manifestPath } from '../shared/manifest.js';
import { type QuietLog, quietLog } from '../shared/quiet-log.js';
import { makeTempDatabase } from '../shared/temp-database.js';
import { seatAgents, seatEngineers } from '../shared/temp-product.js';
import { Acts } from './acts.js';
import { Child, type ChildOptions } from './child.js';
import { type Plant, plantIn } from './plants.js';

/** One person with a channel of their own. */
export interface Seat {
  personId: string;
  channelId: string;
}

/** A workspace with people in their roles, and the database that the product keeps for it; nothing runs in it yet. */
export interface Site {
  sandbox: Sandbox;
  workspace: Workspace;
  database: DatabaseConfig;
  /** An empty folder for processes to run in. */
  folder: string;
  agents: Seat[];
  engineers: string[];
  accountId: string;
  /** How links to messages are written in this workspace. */
  links: Links;
  acts: Acts;
  /** Calls `listener` with everything that goes between the app and Slack. */
  onTraffic(listener: (entry: TrafficEntry) => void): () => void;
  /** When something last went between them. */
  lastTrafficAt(): number;
  /** Whether a process of the program is connected. */
  isConnected(): boolean;
  /** Starts the program; `extra` are further variables of its environment. */
  spawn(wire?: ChildOptions['wire'], messagesPerSecond?: number, extra?: ChildOptions['extra']): Child;
  /** Starts it as often as it can run at once: once on the embedded database, twice on PostgreSQL. */
  spawnAll(messagesPerSecond?: number): Child[];
  log: QuietLog;
}

export interface SiteOptions {
  databaseUrl: string | null;
  embedder: Embedder;
  agents: number;
  engineers?: number;
  seed: number;
  plant: Plant | null;
  /** When Slack sends an event again that nobody acknowledged, in milliseconds. */
  eventRetries?: number[];
}

/** Makes a workspace and its database: as after an installation, with so many agents at work. */
export async function makeSite(options: SiteOptions): Promise<Site> {
  const { databaseUrl, embedder, seed, eventRetries = [0, 1_000, 5_000] } = options;
  const config = await makeTempDatabase(databaseUrl);
  const folder = await mkdtemp(join(tmpdir(), 'intake-chaos-'));
  atExit(() => rm(folder, { recursive: true, force: true }));
  const sandbox = await startSandbox({ port: 0, manifestPath, seed, patience: { eventRetries } });
  atExit(() => sandbox.stop());
  const log = quietLog();
  const database = await openDatabase(config);
  const seated = await moveIn(sandbox, { database, embedder, log }, options);
  if (options.plant) await plantIn(database, options.plant);
  await database.close();
  const acts = new Acts();
  let last = performance.now();
  let isOverHttp = false;
  const onTraffic: Site['onTraffic'] = (listener) =>
    sandbox.workspace.watch('admin', (patch) => {
      if (patch.type === 'traffic') listener(patch.entry);
    });
  onTraffic((entry) => {
    last = performance.now();
    acts.hears(entry);
  });
  const { apiUrl, botToken, appToken, workspace } = sandbox;
  const socket: ChildOptions['wire'] = { kind: 'socket', appToken, connections: 2 };
  const spawn: Site['spawn'] = (wire = socket, messagesPerSecond, extra) => {
    isOverHttp = wire.kind === 'http';
    return new Child({ database: config, folder, apiUrl, botToken, wire, messagesPerSecond, extra });
  };
  const processes = config.kind === 'postgres' ? 2 : 1;
  return {
    sandbox,
    workspace,
    database: config,
    folder,
    ...seated,
    acts,
    onTraffic,
    lastTrafficAt: () => last,
    isConnected: () => isOverHttp || sandbox.sockets.count() > 0,
    spawn,
    spawnAll: (messagesPerSecond) =>
      Array.from({ length: processes }, () => spawn(socket, messagesPerSecond)),
    log,
  };
}

/** What the set-up of a new workspace does, by the product itself. */
async function moveIn(
  sandbox: Sandbox,
  { database, embedder, log }: { database: Database; embedder: Embedder; log: QuietLog },
  { agents, engineers = 0 }: SiteOptions,
): Promise<Pick<Site, 'agents' | 'engineers' | 'accountId' | 'links'>> {
  const product = await assemble({
    database,
    embedder,
    builder: builtInTreeBuilder,
    slack: {
      botToken: sandbox.botToken,
      apiUrl: sandbox.apiUrl,
      receiver: sandbox.receiver,
      fetch: sandbox.fetch,
    },
    messagesPerSecond: 10_000,
    pace: livePace,
    now: () => new Date(),
    log,
  });
  const { workspace } = sandbox;
  await seatSandboxPeople(product, workspace);
  const seats = await seatAgents({ product, workspace }, agents);
  const others = await seatEngineers({ product, workspace }, engineers);
  await product.start();
  await product.idle();
  await product.stop();
  const links = linksOf(product.identity.workspaceUrl);
  return { agents: seats, engineers: others, accountId: product.accountId, links };
}

/**
 * Waits until nothing has gone between app and Slack for `quietMs` and, where it can be looked up beside the program,
 * no work is left: what a dead process had in its hands is silent until its lease runs out.
 * @returns false if that never came
 */
export async function untilQuiet(site: Site, quietMs = 2_500, patienceMs = 60_000): Promise<boolean> {
  const giveUp = performance.now() + patienceMs;
  while (performance.now() < giveUp) {
    await site.workspace.settled();
    const isQuiet = performance.now() - site.lastTrafficAt() > quietMs;
    if (isQuiet && (await isWithoutWork(site.database))) return true;
    await sleep(isQuiet ? 500 : 50);
  }
  return false;
}

async function isWithoutWork(config: DatabaseConfig): Promise<boolean> {
  if (config.kind === 'embedded') return true;
  const pool = postgresPool(config.url, 1);
  const { rowCount } = await pool
    .query("select 1 from job where dead_at is null and run_at < now() + interval '2 minutes' limit 1")
    .finally(() => pool.end());
  return rowCount === 0;
}

/** Every message that anybody sees, each once: by channel and timestamp. */
export function allMessages(workspace: Workspace): MessageView[] {
  const found = new Map<string, MessageView>();
  for (const { id, isDeactivated } of workspace.people()) {
    if (isDeactivated) continue;
    for (const messages of Object.values(workspace.view(id).messages)) {
      for (const message of messages) found.set(`${message.channel} ${message.ts}`, message);
    }
  }
  return [...found.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
}
