import type { WebClientOptions } from '@slack/web-api';

/** No retries of the SDK's own: a click has 3 s, and jobs come again by themselves. */
export function clientOptionsOf(
  { apiUrl, fetch }: { apiUrl: string; fetch?: typeof globalThis.fetch },
  timeout: number,
): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    ...(fetch && { fetch }),
  };
}
