import { createServer } from 'node:net';
import { builtInTreeBuilder } from '../../ai/built-in/tree-builder.js';
import { assemble, inSandbox, livePace, type Parts, type Product, slackParts } from '../../app.js';
import { type Role, systemActor } from '../../domain/member.js';
import type { Log } from '../../jobs/log.js';
import { type Sandbox, startSandbox, type Workspace } from '../../sandbox/index.js';
import { seatSandboxPeople } from '../../sandbox-people.js';
import { atExit } from './command.js';
import { manifestPath } from './manifest.js';

/** What lies between the product and the sandbox. */
export const transports = ['socket', 'http', 'in-process'] as const;
export type Transport = (typeof transports)[number];

const transportWords: Record<Transport, string> = {
  socket: 'Socket Mode over a local websocket',
  http: 'signed HTTP requests on loopback',
  'in-process': 'in process',
};

export interface TempProduct {
  product: Product;
  workspace: Workspace;
  /** What stands in each place, for the report. */
  parts: Record<string, string>;
}

type TempParts = Pick<Parts, 'database' | 'embedder' | 'log' | 'starter'> &
  Partial<Pick<Parts, 'builder' | 'messagesPerSecond'>>;

/**
 * The whole product as it ships, in a sandbox workspace of its own, without Slack's pacing unless asked for; stopped when
 * the command ends. An account that the database has for the sandbox's team is used as it is.
 */
export async function startTempProduct(
  { database, embedder, log, starter, builder = builtInTreeBuilder, messagesPerSecond = 10_000 }: TempParts,
  sandbox: Sandbox,
  transport: Transport,
): Promise<TempProduct> {
  const product = await assemble({
    database,
    embedder,
    builder,
    starter,
    slack: await wire(sandbox, transport, log),
    // Unless it is measured: the sandbox takes messages as fast as they come, and nobody reads these.
    messagesPerSecond,
    // What is measured must not depend on how busy the machine is.
    pace: { ...livePace, embeddingMs: 60_000 },
    now: () => new Date(),
    log,
  });
  atExit(() => product.stop());
  await seatSandboxPeople(product, sandbox.workspace);
  await product.start();
  // What the library holds is found by meaning from the first problem on.
  await product.idle();
  const parts = {
    database: database.kind,
    transport: transportWords[transport],
    embeddings: embedder.id,
    builder: builder.id,
  };
  return { product, workspace: sandbox.workspace, parts };
}

/** A sandbox on a free port, kept nowhere. */
export async function openTempSandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox({ port: 0, manifestPath });
  atExit(() => sandbox.stop());
  return sandbox;
}

async function wire(sandbox: Sandbox, transport: Transport, log: Log): Promise<Parts['slack']> {
  const { botToken, signingSecret, apiUrl, receiver, fetch } = sandbox;
  const listen = { port: transport === 'http' ? await freePort() : 0, host: '127.0.0.1' };
  switch (transport) {
    case 'in-process':
      return { botToken, apiUrl, receiver, fetch };
    case 'socket':
      return slackParts(inSandbox(sandbox), listen, log);
    case 'http':
      sandbox.connectHttp({ url: `http://${listen.host}:${listen.port}/slack/events` });
      return slackParts({ kind: 'http', botToken, signingSecret, apiUrl }, listen, log);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

type Staff = Pick<TempProduct, 'workspace'> & {
  product: Pick<Product, 'accountId' | 'identity' | 'useCases'>;
};

/** More L1 agents, each with a private channel of their own that the app is in. */
export async function seatAgents(
  staff: Staff,
  count: number,
): Promise<{ personId: string; channelId: string }[]> {
  const { product, workspace } = staff;
  const agents: { personId: string; channelId: string }[] = [];
  for (let number = 1; number <= count; number += 1) {
    const personId = await seatPerson(staff, {
      handle: `agent-${number}`,
      name: `Agent ${number}`,
      role: 'l1',
    });
    const memberIds = [personId, product.identity.botUserId];
    const channel = workspace.addChannel({ name: `desk-${number}`, kind: 'private', memberIds });
    agents.push({ personId, channelId: channel.id });
  }
  return agents;
}

/** More engineers, all of them in the engineering channel. @returns their ids */
export async function seatEngineers(staff: Staff, count: number): Promise<string[]> {
  const engineers: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const name = { handle: `engineer-${number}`, name: `Engineer ${number}` };
    const personId = await seatPerson(staff, { ...name, role: 'engineer' });
    staff.workspace.setMember('engineering', personId, true);
    engineers.push(personId);
  }
  return engineers;
}

async function seatPerson(
  { product, workspace }: Staff,
  { handle, name, role }: { handle: string; name: string; role: Role },
): Promise<string> {
  const { accountId, identity, useCases } = product;
  const person = workspace.addPerson({ handle, name });
  const { memberId } = await useCases.meetPerson({
    slackTeamId: identity.slackTeamId,
    slackUserId: person.id,
    surface: 'cli',
    lookUp: async () => ({ displayName: person.name, standing: 'full' }),
  });
  const caller = { actor: systemActor(accountId, 'cli'), delivery: null };
  await useCases.giveRole(caller, { memberId, role, coversL1: false });
  return person.id;
}
