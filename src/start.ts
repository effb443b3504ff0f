import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAi } from './ai/open.js';
import type { Config } from './config.js';
import type { Log } from './jobs/log.js';
import type { Sandbox } from './sandbox/index.js';
import { seatSandboxPeople } from './sandbox-people.js';
import type { BotIdentity } from './slack/slack-app.js';
import { openDatabase } from './store/database/open.js';
import { readRanges } from './webhook/addresses.js';
import { createWebhookSender } from './webhook/sender.js';

export interface RunningApp {
  /** What to tell the person who started it. */
  greeting: string;
  stop(): Promise<void>;
}

/**
 * Opens everything the configuration asks for and starts. The database and the embedder are compiled in threads of
 * their own: the rest of the program is loaded meanwhile, and people are served before the embedder is there.
 * @throws DatabaseSetupError, PortInUse, EmbedderError, or what Slack answers to a refused token.
 */
export async function startApp(config: Config, log: Log): Promise<RunningApp> {
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const opening = [
      openDatabase(config.database).then(toClose(closers)),
      openAi(config, log).then(toClose(closers)),
      import('./app.js'),
    ] as const;
    // Where one fails the others are waited for and closed: a thread that is ended while it loads takes the process along.
    await Promise.allSettled(opening);
    const [database, ai, { assemble, inSandbox, livePace, slackParts }] = await Promise.all(opening);
    const sandbox = config.slack.kind === 'sandbox' ? await openSandbox(config) : null;
    if (sandbox) closers.push(() => sandbox.stop());
    const listen = { port: config.port, host: config.host };
    const product = await assemble({
      ...ai,
      database,
      slack: slackParts(sandbox ? inSandbox(sandbox) : config.slack, listen, log),
      messagesPerSecond: config.messagesPerSecond,
      webhooks: createWebhookSender({ allow: readRanges(config.webhookAllow) }),
      pace: livePace,
      now: () => new Date(),
      log,
    });
    if (sandbox) await seatSandboxPeople(product, sandbox.workspace);
    closers.push(() => product.stop());
    await product.start();
    await ai.ready();
    return { greeting: greetingOf(config, sandbox, product.identity), stop: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const toClose =
  (closers: (() => Promise<void>)[]) =>
  <T extends { close(): Promise<void> }>(opened: T): T => {
    closers.push(() => opened.close());
    return opened;
  };

/** Loaded only where it runs. */
async function openSandbox({ port, dataDirectory }: Config): Promise<Sandbox> {
  const { startSandbox } = await import('./sandbox/index.js');
  const manifestPath = fileURLToPath(new URL('../manifest.yml', import.meta.url));
  return startSandbox({ port, manifestPath, stateFile: join(dataDirectory, 'sandbox.json') });
}

function greetingOf({ slack, port }: Config, sandbox: Sandbox | null, identity: BotIdentity): string {
  if (sandbox)
    return `Intake is ready: ${sandbox.url}\nIt runs in its sandbox: no Slack, no keys. Ctrl-C stops it.`;
  const how = slack.kind === 'http' ? `Slack posts to port ${port}, path /slack/events` : 'Socket Mode';
  return `Intake is ready in ${identity.teamName} (${how}). Type /intake help in Slack. Ctrl-C stops it.`;
}
