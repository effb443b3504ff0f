import type { Embedder } from '../ai/embedder.js';
import type { Price } from '../domain/ledger.js';
import type { Actor } from '../domain/member.js';
import type { Trouble } from '../domain/trouble.js';
import type { Log } from '../jobs/log.js';
import type { WebhookSender } from '../jobs/webhook-sender.js';
import type { Store } from '../store/store.js';

/** What every use case works with; made once, in app.ts. */
export interface Services {
  store: Store;
  embedder: Embedder;
  /** An embedder of before by its id, where it can still be used: it serves until the configured one is complete. */
  formerEmbedder: (id: string) => Promise<Embedder | null>;
  /** The id of the tree builder that new drafts are made for. */
  builderId: string;
  /** True where a model writes: its nodes are asked for before they are needed. */
  asksAhead: boolean;
  /** True where the first step of a build is asked for while the matcher still runs. */
  asksEarly: boolean;
  /** What the model costs; nothing where none is asked. */
  price: Price;
  /** What of the configuration does not work, found after the start. */
  troubles: () => readonly Trouble[];
  now: () => Date;
  newId: () => string;
  webhooks: WebhookSender;
  pace: Pace;
  log: Log;
}

/** Waits that spare Slack's rate limits, in milliseconds. */
export interface Pace {
  /** A walk's card is redrawn at most this often; its steps are not held up. */
  cardMs: number;
  /** How long a node may take before "working on it" is shown. */
  writingMs: number;
  /** How long matching waits for the embedder before it goes on by words alone. */
  embeddingMs: number;
}

/** One act of one person. */
export interface Context extends Services {
  actor: Actor;
  /** Names the delivery that carries this act; the same name has no second effect. Null where nothing repeats. */
  delivery: string | null;
}
