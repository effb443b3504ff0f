import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { builtInTreeBuilder } from '../../ai/built-in/tree-builder.js';
import type { TreeBuilder } from '../../ai/tree-builder.js';
import { assemble, inSandbox, livePace, type Product, slackParts } from '../../app.js';
import { type Database, openDatabase } from '../../store/database/open.js';
import type { Site } from './site.js';
import type { Trial } from './trial.js';

/** The product in this process, over Socket Mode, with its database at hand. */
export interface Here {
  database: Database;
  product: Product;
  stop(): Promise<void>;
}

export interface HereOptions {
  builder?: TreeBuilder;
  messagesPerSecond?: number;
}

/** Starts the product of a site in this process. */
export async function runHere(
  site: Site,
  { embedder, plant }: Pick<Trial, 'embedder' | 'plant'>,
  { builder = builtInTreeBuilder, messagesPerSecond = 10_000 }: HereOptions = {},
): Promise<Here> {
  const database = await openDatabase(site.database);
  const slack = slackParts(inSandbox(site.sandbox), { port: 0, host: '127.0.0.1' }, site.log);
  const product = await assemble({
    database,
    embedder,
    builder,
    slack: { ...slack, receiver: plant === 'ack-first' ? ackingFirst(slack.receiver) : slack.receiver },
    messagesPerSecond,
    pace: livePace,
    now: () => new Date(),
    log: site.log,
  });
  await product.start();
  return {
    database,
    product,
    stop: () => product.stop().finally(() => database.close()),
  };
}

/** A planted fault: everything is acknowledged before it is stored. */
function ackingFirst(receiver: Receiver): Receiver {
  return {
    init(app: App) {
      const processEvent = async (event: ReceiverEvent) => {
        await event.ack();
        await app.processEvent({ ...event, ack: async () => undefined });
      };
      const hasty: App = Object.create(app, { processEvent: { value: processEvent } });
      receiver.init(hasty);
    },
    start: (...args: unknown[]) => receiver.start(...args),
    stop: (...args: unknown[]) => receiver.stop(...args),
  };
}
