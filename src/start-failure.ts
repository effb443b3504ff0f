import { ErrorCode } from '@slack/web-api';
import { ConfigError } from './config.js';
import { PortInUse } from './sandbox/index.js';
import { DatabaseSetupError } from './store/database/errors.js';

/** EX_CONFIG and EX_UNAVAILABLE of sysexits(3): service managers do not restart on the first. */
const exit = { config: 78, unavailable: 69, fault: 1 } as const;

/** Why the program could not start, in a sentence that says what to do. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseSetupError || error instanceof PortInUse)
    return error.message;
  const slack = slackErrorOf(error);
  if (slack?.refused) {
    return `Slack refused SLACK_BOT_TOKEN or SLACK_APP_TOKEN (${slack.refused}). Copy both again from the app's settings.`;
  }
  if (slack) return 'Slack cannot be reached. Check the network and SLACK_API_URL, then start again.';
  if (isAddressInUse(error))
    return 'PORT is in use by another program. Stop that program, or set PORT to another one.';
  return `Intake could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError || slackErrorOf(error)?.refused) return exit.config;
  const known = error instanceof DatabaseSetupError || error instanceof PortInUse || slackErrorOf(error);
  return known || isAddressInUse(error) ? exit.unavailable : exit.fault;
}

function slackErrorOf(error: unknown): { refused: string | null } | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === ErrorCode.PlatformError && 'data' in error && typeof error.data === 'object') {
    return { refused: String(Reflect.get(error.data ?? {}, 'error')) };
  }
  const unreachable = [ErrorCode.RequestError, ErrorCode.HTTPError, ErrorCode.RateLimitedError].some(
    (code) => code === error.code,
  );
  return unreachable ? { refused: null } : null;
}

const isAddressInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
