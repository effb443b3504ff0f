import type OpenAI from 'openai';
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import { ModelError } from '../model-error.js';
import { failureOf } from './failure.js';
import { jsonOrNull } from './json.js';

/** What one request brought, read from whatever the server made of it. */
export interface Reply {
  content: string;
  /** Some servers put all of a thinking model's words here and leave the content empty. */
  reasoning: string;
  refusal: string;
  /** Null where the answer ended without saying that it had. */
  finish: string | null;
  usage: ReplyUsage | null;
}

export interface ReplyUsage {
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
}

/** Longer than any node by far: what sends more is not answering. */
const longestReply = 200_000;

interface Asking {
  client: OpenAI;
  body: Omit<ChatCompletionCreateParamsStreaming, 'stream'>;
  /** Ends it from outside; a reason that is a ModelError says how. */
  signal: AbortSignal;
  firstByteMs: number;
}

/**
 * One request, streamed, so that a server which has died is told from one that thinks. A server that does not stream
 * answers as it can. Whatever the server does, this ends when the first byte is late or the signal says so: the
 * package's own time limit ends with the headers, and a stalled body would hang.
 * @throws {ModelError}, or RequestNotTaken where another dialect may do
 */
export async function ask(asking: Asking): Promise<Reply> {
  const own = new AbortController();
  const late = setTimeout(
    () => own.abort(new ModelError('timeout', 'Nothing has come from the endpoint in time')),
    asking.firstByteMs,
  );
  const signal = AbortSignal.any([asking.signal, own.signal]);
  try {
    return await untilAborted(
      signal,
      receive({ ...asking, signal }, () => clearTimeout(late)),
    );
  } catch (error) {
    throw signal.aborted ? reasonOf(signal) : failureOf(error);
  } finally {
    clearTimeout(late);
    // Closes the connection of whatever is still being read.
    own.abort();
  }
}

async function receive({ client, body, signal }: Asking, firstByte: () => void): Promise<Reply> {
  const response = await client.chat.completions
    .create({ ...body, stream: true }, { signal, maxRetries: 0 })
    .asResponse();
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('text/event-stream')) return readStream(client, response, firstByte);
  return readWhole(response, firstByte);
}

async function readStream(client: OpenAI, response: Response, firstByte: () => void): Promise<Reply> {
  const reply: Reply = { content: '', reasoning: '', refusal: '', finish: null, usage: null };
  // The package aborts this one when the connection breaks; ours says that somebody wants it no more.
  const closed = new AbortController();
  for await (const chunk of Stream.fromSSEResponse<ChatCompletionChunk>(response, closed, client)) {
    firstByte();
    const read = wireChunk.safeParse(chunk);
    if (!read.success)
      throw new ModelError('bad_output', 'The endpoint streams something else than an answer');
    const { choices, usage } = read.data;
    addPart(reply, choices[0]?.delta, choices[0]?.finish_reason);
    if (usage) reply.usage = usageOf(usage);
    if (reply.content.length + reply.reasoning.length > longestReply)
      throw new ModelError('bad_output', 'The answer does not end');
  }
  return reply;
}

/** A server that ignores `stream` sends the answer in one piece; a web page is none. */
async function readWhole(response: Response, firstByte: () => void): Promise<Reply> {
  const text = await bounded(response, firstByte);
  const read = wireCompletion.safeParse(jsonOrNull(text));
  if (!read.success) {
    const words = text.trimStart().startsWith('<')
      ? 'A web page answers'
      : 'Something else than an answer comes from';
    throw new ModelError('not_an_endpoint', `${words} at this address`);
  }
  const { choices, usage } = read.data;
  const reply: Reply = {
    content: '',
    reasoning: '',
    refusal: '',
    finish: null,
    usage: usage ? usageOf(usage) : null,
  };
  addPart(reply, choices[0]?.message, choices[0]?.finish_reason);
  return reply;
}

async function bounded(response: Response, firstByte: () => void): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    firstByte();
    text += decoder.decode(bytes, { stream: true });
    if (text.length > longestReply) throw new ModelError('bad_output', 'The answer does not end');
  }
  return text + decoder.decode();
}

const words = z.string().nullish().catch(null);
const part = z.object({ content: words, refusal: words, reasoning_content: words, reasoning: words });
const tokens = z.number().nonnegative().catch(0).default(0);
const wireUsage = z.object({
  prompt_tokens: tokens,
  completion_tokens: tokens,
  prompt_tokens_details: z.object({ cached_tokens: tokens }).nullish().catch(null),
});
const finish_reason = z.string().nullish().catch(null);

const wireChunk = z.object({
  choices: z.array(z.object({ delta: part.nullish(), finish_reason })).default([]),
  usage: wireUsage.nullish().catch(null),
});
const wireCompletion = z.object({
  choices: z.array(z.object({ message: part, finish_reason })).min(1),
  usage: wireUsage.nullish().catch(null),
});

function addPart(
  reply: Reply,
  said: z.infer<typeof part> | null | undefined,
  finish: string | null | undefined,
) {
  reply.content += said?.content ?? '';
  reply.refusal += said?.refusal ?? '';
  reply.reasoning += said?.reasoning_content ?? said?.reasoning ?? '';
  reply.finish = finish ?? reply.finish;
}

const usageOf = (usage: z.infer<typeof wireUsage>): ReplyUsage => ({
  promptTokens: usage.prompt_tokens,
  cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
  completionTokens: usage.completion_tokens,
});

function untilAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(reasonOf(signal));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const reasonOf = (signal: AbortSignal): ModelError =>
  signal.reason instanceof ModelError
    ? signal.reason
    : new ModelError('stopped', 'The request was stopped', { cause: signal.reason });
