import OpenAI from 'openai';

/** Where the endpoint is and how long it may take. */
export interface EndpointConfig {
  /** As the OpenAI package takes it, ending in /v1 for most servers. */
  baseUrl: string;
  /** Null where the server asks for none. */
  apiKey: string | null;
  /** Nothing has come by then: the request is given up. */
  firstByteMs: number;
}

/**
 * The OpenAI package as a plain client: it does not retry (its retries ignore an abort and multiply the time limit),
 * writes nothing to the console, and reads nothing of the environment.
 */
export function openClient({ baseUrl, apiKey, firstByteMs }: EndpointConfig): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    // The package wants one; servers that ask for none ignore it.
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // An endpoint does not move; a sign-in page does, and the key is not for it.
    fetchOptions: { redirect: 'manual' },
    // Covers only the time to the headers; our own clock stops the whole, a little before it.
    timeout: firstByteMs + 1_000,
    logLevel: 'off',
  });
}
