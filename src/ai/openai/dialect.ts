import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { nodeSchema } from './wire-node.js';

/** What of the protocol a server takes. Each says no to something else, with a 400. */
export interface Dialect {
  /** How the shape of the answer is asked for, from the strictest down. */
  format: 'json_schema' | 'json_object' | 'prompt';
  /** Whether the server is asked to say what it used. */
  usage: boolean;
  /** The name of the field with the longest answer; null leaves it out. */
  lengthField: 'max_completion_tokens' | 'max_tokens' | null;
  effort: string | null;
}

/** A node takes about 200; what thinks before it answers needs more. */
const longestAnswer = 2_000;

/** What an endpoint is asked in first. OpenAI and Azure have renamed the length field; the others have not. */
export function firstDialect(baseUrl: string, effort: string | null): Dialect {
  const renamed = /\.(openai|azure)\.com$/.test(hostOf(baseUrl));
  return {
    format: 'json_schema',
    usage: true,
    lengthField: renamed ? 'max_completion_tokens' : 'max_tokens',
    effort,
  };
}

/**
 * The dialect to try after one was not taken: without the field that the endpoint names, else one step down the
 * ladder of formats. Null when there is nothing left to try.
 */
export function nextDialect(dialect: Dialect, said: string): Dialect | null {
  if (dialect.usage && said.includes('stream_options')) return { ...dialect, usage: false };
  if (dialect.effort !== null && said.includes('reasoning_effort')) return { ...dialect, effort: null };
  if (dialect.lengthField && /max_(completion_)?tokens/.test(said))
    return { ...dialect, lengthField: otherLengthField(dialect.lengthField, said) };
  if (dialect.format === 'json_schema') return { ...dialect, format: 'json_object' };
  if (dialect.format === 'json_object') return { ...dialect, format: 'prompt' };
  // The plainest request there is: what every server has taken from the start.
  if (dialect.usage || dialect.lengthField || dialect.effort !== null)
    return { format: 'prompt', usage: false, lengthField: null, effort: null };
  return null;
}

/** `max_tokens` stands in every complaint about it, and the better name often beside it. */
function otherLengthField(field: NonNullable<Dialect['lengthField']>, said: string): Dialect['lengthField'] {
  if (field === 'max_tokens') return said.includes('max_completion_tokens') ? 'max_completion_tokens' : null;
  return 'max_tokens';
}

type Params = Partial<ChatCompletionCreateParams>;

/** The fields of a request that are said in the dialect. */
export function fieldsOf({ format, usage, lengthField, effort }: Dialect): Params {
  return {
    ...(format === 'json_schema' && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'node', strict: true, schema: nodeSchema },
      },
    }),
    ...(format === 'json_object' && { response_format: { type: 'json_object' } }),
    ...(usage && { stream_options: { include_usage: true } }),
    ...(lengthField && { [lengthField]: longestAnswer }),
    ...(effort !== null && { reasoning_effort: effortOf(effort) }),
  };
}

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;
const effortOf = (effort: string) => z.enum(efforts).catch('minimal').parse(effort);

const hostOf = (baseUrl: string): string => (URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '');
