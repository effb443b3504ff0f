import type { Failure } from '../domain/draft.js';
import { type ModelUsage, noUsage } from './tree-builder.js';

/**
 * Why there is no answer from the endpoint that is configured:
 * - `timeout`: no first byte, or no end, in time
 * - `cut`: the answer ended in the middle
 * - `empty`: an answer without a word
 * - `refused`: the model or its filter would not
 * - `bad_output`: an answer that is no node, also after asking once more
 * - `unauthorised`: the key is wrong or may not do this
 * - `rate_limited`: too many requests, or no credit
 * - `unknown_model`: the endpoint has no such model
 * - `not_an_endpoint`: what answers there does not speak this protocol
 * - `unreachable`: nothing answers there, or it answers that it is broken
 * - `stopped`: whoever asked wants it no more
 */
export type ModelFailure =
  | 'timeout'
  | 'cut'
  | 'empty'
  | 'refused'
  | 'bad_output'
  | 'unauthorised'
  | 'rate_limited'
  | 'unknown_model'
  | 'not_an_endpoint'
  | 'unreachable'
  | 'stopped';

/** What a person is told: several failures come to the same for them. */
const codes: Record<ModelFailure, Failure> = {
  timeout: 'timeout',
  cut: 'garbage',
  empty: 'empty',
  refused: 'refused',
  bad_output: 'garbage',
  unauthorised: 'unauthorized',
  rate_limited: 'rate_limited',
  unknown_model: 'unknown_model',
  not_an_endpoint: 'unreachable',
  unreachable: 'unreachable',
  stopped: 'timeout',
};

interface Details {
  retryAfterMs?: number | null;
  usage?: ModelUsage;
  cause?: unknown;
}

/** The endpoint gave nothing that can be used. Its message names the failure and never what was sent or answered. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelFailure;
  readonly code: Failure;
  /** How long the endpoint wants to be left alone, if it said so. */
  readonly retryAfterMs: number | null;
  /** What it took all the same. */
  readonly usage: ModelUsage;

  constructor(
    kind: ModelFailure,
    message: string,
    { retryAfterMs = null, usage = noUsage, cause }: Details = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.code = codes[kind];
    this.retryAfterMs = retryAfterMs;
    this.usage = usage;
  }
}
