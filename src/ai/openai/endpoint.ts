import { setTimeout as sleep } from 'node:timers/promises';
import type OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { CallKind, Meter } from '../../domain/ledger.js';
import { ModelError, type ModelFailure } from '../model-error.js';
import type { ModelUsage } from '../tree-builder.js';
import { ask, type Reply } from './ask.js';
import { type EndpointConfig, openClient } from './client.js';
import { type Dialect, fieldsOf, firstDialect, nextDialect } from './dialect.js';
import { failureOf, RequestNotTaken } from './failure.js';

export interface ModelConfig extends EndpointConfig {
  model: string;
  /** How long a thinking model may think; null sends nothing about it. */
  effort: string | null;
  /** For everything that one node takes: the request, one more after a failure, and one repair. */
  totalMs: number;
}

/** One asking for one node: its time, its budget, and what it has used. */
export interface Asking {
  signal: AbortSignal;
  /** When its time is over, as `performance.now()` counts. */
  until: number;
  meter: Meter;
  /** Added to as requests end. */
  used: ModelUsage;
}

export interface Endpoint {
  /** Asks for one answer and reads it; asks once more where the first request failed on its way. */
  say<Result>(
    messages: Messages,
    kind: CallKind,
    asking: Asking,
    read: (reply: Reply) => Result,
  ): Promise<Result>;
}

/** The conversation; whether the shape of the answer has to be said in words depends on the dialect. */
export type Messages = (shapeInWords: boolean) => ChatCompletionMessageParam[];

/** What may go well the second time, at once. Nothing that took its full time, and no refusal. */
const worthAgain: readonly ModelFailure[] = ['unreachable', 'cut', 'empty', 'rate_limited'];
const longestWaitMs = 2_000;
/** A request that cannot end in time is not begun. */
const leastMs = 1_500;
/** Failures that no server charges for. */
const unpaid: readonly ModelFailure[] = [
  'unreachable',
  'unauthorised',
  'rate_limited',
  'unknown_model',
  'not_an_endpoint',
];

/** The endpoint, and what it has been found to understand. */
interface Line {
  client: OpenAI;
  config: ModelConfig;
  dialect: Dialect;
}

export function openEndpoint(config: ModelConfig): Endpoint {
  const line: Line = {
    client: openClient(config),
    config,
    dialect: firstDialect(config.baseUrl, config.effort),
  };
  return {
    async say(messages, kind, asking, read) {
      try {
        return await sayOnce(line, messages, kind, asking, read);
      } catch (error) {
        const wait = waitBeforeAgain(error, asking);
        if (wait === null) throw error;
        await sleep(wait, null, { signal: asking.signal }).catch(() => undefined);
        return sayOnce(line, messages, 'resend', asking, read);
      }
    },
  };
}

async function sayOnce<Result>(
  line: Line,
  messages: Messages,
  kind: CallKind,
  asking: Asking,
  read: (reply: Reply) => Result,
): Promise<Result> {
  const reserved = await asking.meter(kind);
  asking.used.calls += 1;
  let reply: Reply | null = null;
  let failure: ModelError | RequestNotTaken | null = null;
  try {
    reply = await inSomeDialect(line, messages, asking.signal);
    return read(reply);
  } catch (error) {
    failure = failureOf(error);
    throw failure;
  } finally {
    const usage = reply?.usage ?? null;
    if (usage) addUsage(asking.used, usage);
    const free = !reply && failure instanceof ModelError && unpaid.includes(failure.kind);
    await reserved.settle(free ? { promptTokens: 0, completionTokens: 0 } : usage);
  }
}

/** Down the ladder until the endpoint takes the request; what it took is remembered for all later ones. */
async function inSomeDialect(line: Line, messages: Messages, signal: AbortSignal): Promise<Reply> {
  const { client, config } = line;
  for (let tried = line.dialect; ; ) {
    const body = {
      ...fieldsOf(tried),
      model: config.model,
      messages: messages(tried.format !== 'json_schema'),
    };
    try {
      const reply = await ask({ client, body, signal, firstByteMs: config.firstByteMs });
      line.dialect = tried;
      return reply;
    } catch (error) {
      if (!(error instanceof RequestNotTaken)) throw error;
      const next = nextDialect(tried, error.said);
      if (!next) throw new ModelError('refused', 'The endpoint does not take the request', { cause: error });
      tried = next;
    }
  }
}

/** How long to wait before asking again, with some chance in it; null where it is not worth it. */
function waitBeforeAgain(error: unknown, { until, signal }: Asking): number | null {
  if (!(error instanceof ModelError) || signal.aborted || !worthAgain.includes(error.kind)) return null;
  if (error.kind === 'rate_limited' && error.retryAfterMs === null) return null;
  const wait = (error.retryAfterMs ?? 0) + 150 + Math.random() * 250;
  return wait <= longestWaitMs && performance.now() + wait + leastMs < until ? wait : null;
}

function addUsage(used: ModelUsage, usage: NonNullable<Reply['usage']>): void {
  used.promptTokens += usage.promptTokens;
  used.cachedTokens += usage.cachedTokens;
  used.completionTokens += usage.completionTokens;
}
