import { randomUUID } from 'node:crypto';
import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Embedder } from './ai/embedder.js';
import type { TreeBuilder } from './ai/tree-builder.js';
import type { SlackConfig } from './config.js';
import { freeOfCharge, type Price } from './domain/ledger.js';
import { readStarterContent } from './flow-files/starter-content.js';
import { indexAnew } from './jobs/fill-index.js';
import { createHandlers } from './jobs/handlers.js';
import { keepHouse } from './jobs/housekeeping.js';
import type { Log } from './jobs/log.js';
import { createPacer } from './jobs/pacer.js';
import type { WebhookSender } from './jobs/webhook-sender.js';
import { createWorker, type Worker } from './jobs/worker.js';
import type { Sandbox } from './sandbox/index.js';
import { linksOf } from './slack/blocks/text.js';
import { clientOptionsOf } from './slack/client-options.js';
import { httpReceiver } from './slack/http-receiver.js';
import { lingering } from './slack/lingering.js';
import { severalConnections } from './slack/receivers.js';
import { askWhoWeAre, type BotIdentity, boltLogger, createSlackApp } from './slack/slack-app.js';
import { createMessenger } from './slack/surfaces/messenger.js';
import type { Database } from './store/database/open.js';
import { listenForJobs } from './store/job-wakes.js';
import { createStore, type Store } from './store/store.js';
import { type SetUpAccount, setUpAccount } from './usecases/account/set-up-account.js';
import type { Pace, Services } from './usecases/context.js';
import { createUseCases, type UseCases } from './usecases/index.js';
import { createTimedActs } from './usecases/timed-acts.js';
import { readRanges } from './webhook/addresses.js';
import { createWebhookSender } from './webhook/sender.js';

/** The parts below the product: which ones they are is decided by configuration alone. */
export interface Parts {
  database: Database;
  embedder: Embedder;
  /** An embedder that was configured before, by its id, where this process can still use it. */
  formerEmbedder?: (id: string) => Promise<Embedder | null>;
  builder: TreeBuilder;
  slack: {
    botToken: string;
    apiUrl: string;
    receiver: Receiver;
    /** Where the receiver listens, if it does. */
    listen?: { port: number; host: string };
    /** Another way to reach the Web API than the network; for the in-process sandbox. */
    fetch?: typeof globalThis.fetch;
  };
  messagesPerSecond: number;
  /** Whether the first step is asked for while the matcher runs; it is where not given. */
  asksEarly?: boolean;
  /** What the builder's model costs; nothing where not given. */
  price?: Price;
  /** What of the configuration does not work; for App Home. */
  troubles?: Services['troubles'];
  /** Sends ticket events; to public addresses alone where not given. */
  webhooks?: WebhookSender;
  /** What a new account starts with; the repository's starter content where not given. */
  starter?: SetUpAccount['starter'];
  pace: Pace;
  now: () => Date;
  log: Log;
}

/** The product, put together and not yet started. */
export interface Product {
  store: Store;
  services: Services;
  useCases: UseCases;
  worker: Worker;
  identity: BotIdentity;
  accountId: string;
  start(): Promise<void>;
  /** Resolves when no listener runs and no job is due. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** What a person waits for; see usecases/context.ts. */
export const livePace: Pace = { cardMs: 1_000, writingMs: 300, embeddingMs: 1_500 };

/**
 * Puts the product together over its parts, and sets the workspace's account up where there is none yet.
 * @throws what Slack's `auth.test` throws when the token is refused.
 */
export async function assemble(parts: Parts): Promise<Product> {
  const { database, slack, now, log } = parts;
  const clientOptions = clientOptionsOf(slack, 2_000);
  const jobClient = new WebClient(slack.botToken, {
    ...clientOptionsOf(slack, 10_000),
    logger: boltLogger(log),
  });
  const identity = await askWhoWeAre(jobClient);
  const links = linksOf(identity.workspaceUrl);
  const store = createStore(database);
  const services = servicesOf(parts, store);
  const useCases = createUseCases(services);
  const messenger = messengerOf(parts, jobClient, identity);
  const timed = createTimedActs(services);
  const handlers = createHandlers({ ...parts, ...services, messenger, timed });
  const worker = createWorker({ store, handlers, now, log });
  const { app: bolt, idle: listened } = createSlackApp({
    identity,
    botToken: slack.botToken,
    receiver: slack.receiver,
    clientOptions,
    useCases,
    links,
    log,
  });
  const { id: accountId } = await setUpAccount(services, {
    ...identity,
    name: identity.teamName,
    starter: parts.starter ?? (await readStarterContent()),
  });
  let stopTidying: () => void = () => undefined;
  let stopListening: () => Promise<void> = () => Promise.resolve();
  return {
    store,
    services,
    useCases,
    worker,
    identity,
    accountId,
    async start() {
      // One process has the embedded database to itself: what a killed one held is free at once.
      if (database.kind === 'embedded')
        await Promise.all([store.jobs.releaseAll(), store.drafts.releaseAll()]);
      worker.start();
      stopTidying = keepHouse({ store, embedder: parts.embedder, now, log });
      if (database.kind === 'postgres') stopListening = listenForJobs(database.pool, worker.wake);
      await indexAnew(store, { accountId, embedderId: parts.embedder.id }, now());
      await (slack.listen ? bolt.start(slack.listen) : bolt.start());
    },
    async idle() {
      await listened();
      await worker.idle();
    },
    async stop() {
      stopTidying();
      // A click that is being worked on is answered while there is a connection to answer on.
      await within(1_000, listened());
      await bolt.stop().catch((error: unknown) => log.warn({ err: error }, 'slack: not stopped cleanly'));
      await within(3_000, listened());
      await worker.stop();
      await stopListening();
    },
  };
}

/** What use cases and jobs work with. */
function servicesOf(parts: Parts, store: Store): Services {
  const { embedder, builder, now, log } = parts;
  return {
    store,
    embedder,
    // Which of them it is may change while the program runs: without its endpoint the model is not asked.
    get builderId() {
      return builder.id;
    },
    get asksAhead() {
      return builder.source === 'model';
    },
    asksEarly: parts.asksEarly ?? true,
    price: parts.price ?? freeOfCharge,
    troubles: parts.troubles ?? (() => []),
    now,
    newId: randomUUID,
    webhooks: parts.webhooks ?? createWebhookSender({ allow: readRanges('') }),
    pace: parts.pace,
    formerEmbedder: parts.formerEmbedder ?? (() => Promise.resolve(null)),
    log,
  };
}

const messengerOf = ({ slack, now, messagesPerSecond }: Parts, client: WebClient, identity: BotIdentity) =>
  createMessenger({
    client,
    fetch: slack.fetch ?? globalThis.fetch,
    apiUrl: slack.apiUrl,
    slackTeamId: identity.slackTeamId,
    links: linksOf(identity.workspaceUrl),
    pacer: createPacer(now, messagesPerSecond),
  });
/** Waits for it so many milliseconds at most. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** How Bolt reaches Slack, or another server that speaks as Slack does. */
export function slackParts(
  wiring: SlackConfig,
  listen: { port: number; host: string },
  log: Log,
): Parts['slack'] {
  switch (wiring.kind) {
    case 'sandbox':
      throw new Error('The sandbox was not started');
    case 'socket': {
      const { appToken, botToken, apiUrl, connections } = wiring;
      const installerOptions = { clientOptions: { slackApiUrl: apiUrl } };
      const logger = boltLogger(log);
      // Not acknowledged, so that Slack says that the click did not take, or comes again with the event.
      const processEventErrorHandler = async ({ error }: { error: unknown }) => {
        log.error({ err: error }, 'slack: a request failed');
        return false;
      };
      const sockets = Array.from({ length: connections }, () =>
        lingering(new SocketModeReceiver({ appToken, installerOptions, logger, processEventErrorHandler })),
      );
      const report = (error: unknown) =>
        log.warn({ err: error }, 'slack: a further connection was not opened');
      return { botToken, apiUrl, receiver: severalConnections(sockets, report) };
    }
    case 'http': {
      const { signingSecret, botToken, apiUrl } = wiring;
      return { botToken, apiUrl, receiver: httpReceiver({ signingSecret, log }), listen };
    }
  }
}

/** The sandbox is reached as Slack is: by its Web API and Socket Mode. */
export const inSandbox = ({ botToken, appToken, apiUrl }: Sandbox): SlackConfig => ({
  kind: 'socket',
  botToken,
  appToken,
  apiUrl,
  connections: 2,
});
