import { Engine, type Patience } from './engine/engine.js';
import { readManifest } from './engine/manifest.js';
import { loadState } from './engine/persist.js';
import { BOT_ID, BOT_USER_ID, seedState } from './engine/seed.js';
import { slackFetch } from './transports/fetch.js';
import { InProcessReceiver } from './transports/in-process.js';
import { BOT_TOKEN, SIGNING_SECRET } from './web-api/tokens.js';
import { Workspace } from './workspace.js';

export type WorkspaceOptions = {
  /** The app's manifest: what it may do and hears of. */
  manifestPath: string;
  /** The clock, in Unix milliseconds. */
  now?: () => number;
  /** Where the workspace is kept between runs. */
  stateFile?: string;
  /** For faults that strike by chance. */
  seed?: number;
  /** How long Slack waits; for tests that do not. */
  patience?: Partial<Patience>;
};

/** What Slack does when an event is not answered: at once, after a minute, after five. */
const slackPatience: Patience = { ack: 3000, eventRetries: [0, 60_000, 300_000] };

export function createEngine(options: WorkspaceOptions): Engine {
  const manifest = readManifest(options.manifestPath);
  const fresh = seedState(manifest);
  const stored = options.stateFile ? loadState(options.stateFile) : undefined;
  // The app's own account follows the manifest, which may have changed since.
  if (stored) Object.assign(stored.users, { [BOT_USER_ID]: fresh.users[BOT_USER_ID] });
  return new Engine({
    manifest,
    state: stored ?? fresh,
    now: options.now ?? Date.now,
    seed: options.seed ?? 1,
    origin: 'https://sandbox.invalid',
    patience: { ...slackPatience, ...options.patience },
  });
}

/** A workspace without a port: give `receiver` and `clientOptions.fetch` to a Bolt app. */
export type LocalWorkspace = {
  receiver: InProcessReceiver;
  fetch: typeof globalThis.fetch;
  workspace: Workspace;
  botToken: string;
  botId: string;
  botUserId: string;
  signingSecret: string;
};

export function createWorkspace(options: WorkspaceOptions): LocalWorkspace {
  const engine = createEngine(options);
  return {
    receiver: new InProcessReceiver(engine),
    fetch: slackFetch(engine),
    workspace: new Workspace(engine),
    botToken: BOT_TOKEN,
    botId: BOT_ID,
    botUserId: BOT_USER_ID,
    signingSecret: SIGNING_SECRET,
  };
}
