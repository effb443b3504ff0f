import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readRanges } from './webhook/addresses.js';

/** How Intake runs: each part is the built-in one, or another by environment. */
export interface Config {
  slack: SlackConfig;
  database: { kind: 'embedded'; directory: string } | { kind: 'postgres'; url: string };
  /** Where the embedded database and the sandbox's workspace are kept. */
  dataDirectory: string;
  /** The port of the sandbox's page, or of the receiver of Slack's requests. */
  port: number;
  /** The address that the receiver of Slack's requests binds to. The sandbox's page is on loopback whatever this says. */
  host: string;
  /** Messages a second in one channel, after a burst of a few. Slack's own limit is about one. */
  messagesPerSecond: number;
  /** The model that builds trees; null leaves that to the built-in protocols. */
  model: ModelSettings | null;
  /** The model that texts are embedded by; null leaves that to the built-in one. */
  embeddings: EmbeddingSettings | null;
  /** Addresses that webhooks may go to although they are not public, as ranges. */
  webhookAllow: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
}

export type SlackConfig =
  | { kind: 'sandbox' }
  | { kind: 'socket'; botToken: string; appToken: string; apiUrl: string; connections: number }
  | { kind: 'http'; botToken: string; signingSecret: string; apiUrl: string };

/** An OpenAI-compatible endpoint. */
export interface EmbeddingSettings {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  firstByteMs: number;
}

export interface ModelSettings extends EmbeddingSettings {
  effort: string | null;
  /** For one node, whatever it takes. */
  totalMs: number;
  /** Whether the first step of a build is asked for while the matcher still runs. */
  early: boolean;
  /** US dollars for a million tokens; null where nobody said. */
  price: { in: number; out: number } | null;
}

/** Everything that is wrong with the environment, in one message. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'invalid_configuration';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(
      `Intake cannot start with this configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n` +
        'README.md lists every variable under "Configuration". With none of them set, Intake starts in its sandbox.',
    );
    this.problems = problems;
  }
}

const optional = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

const url = (protocols: RegExp, words: string) =>
  optional.refine((value) => value === undefined || (URL.canParse(value) && protocols.test(value)), words);

const number = (least: number, most: number, fallback: number) =>
  optional
    .refine(
      (value) => value === undefined || (Number(value) >= least && Number(value) <= most),
      `must be a number from ${least} to ${most}`,
    )
    .transform((value) => (value === undefined ? fallback : Number(value)));

const price = optional
  .refine((value) => value === undefined || Number(value) >= 0, 'must be a number, 0 or more')
  .transform((value) => (value === undefined ? null : Number(value)));
function areRanges(value: string | undefined): boolean {
  try {
    readRanges(value ?? '');
    return true;
  } catch {
    return false;
  }
}

/** Every variable that Intake reads. `.env.example` lists the same ones; a test compares them. */
export const environment = z.object({
  /** The bot token of a Slack app (`xoxb-…`). Without it Intake starts in its sandbox. */
  SLACK_BOT_TOKEN: optional.refine(
    (value) => !value?.startsWith('xapp-'),
    'is an app-level token; the bot token starts with xoxb-',
  ),
  /** The app-level token (`xapp-…`) for Socket Mode. */
  SLACK_APP_TOKEN: optional.refine(
    (value) => !value?.startsWith('xoxb-'),
    'is a bot token; the app-level token starts with xapp-',
  ),
  /** The signing secret for HTTP: Slack posts to /slack/events on PORT. */
  SLACK_SIGNING_SECRET: optional,
  /** Socket Mode connections of this process, 1 to 10; with two, none is missed while Slack refreshes one. */
  SLACK_CONNECTIONS: optional
    .refine((value) => value === undefined || /^([1-9]|10)$/.test(value), 'must be a number from 1 to 10')
    .transform((value) => (value === undefined ? 2 : Number(value))),
  /** Another Slack-compatible server's Web API, e.g. http://127.0.0.1:8055/api/. */
  SLACK_API_URL: url(/^https?:/, 'must be an http or https URL'),
  /** PostgreSQL 15 or newer with pgvector. Without it the embedded database is used. */
  DATABASE_URL: url(/^postgres(ql)?:/, 'must be a postgres:// URL'),
  /** Where the embedded database is kept. */
  INTAKE_DATA: optional,
  /** The port of the sandbox's page, or of the receiver of Slack's requests. */
  PORT: optional
    .refine(
      (value) => value === undefined || (/^\d+$/.test(value) && Number(value) <= 65_535),
      'must be a port, 0 to 65535',
    )
    .transform((value) => (value === undefined ? 3000 : Number(value))),
  /** The address that the receiver of Slack's requests binds to; 0.0.0.0 where a proxy is on another machine. */
  HOST: optional.transform((value) => value ?? '127.0.0.1'),
  /** Messages a second in one channel; Slack takes about one. */
  INTAKE_MESSAGES_PER_SECOND: optional
    .refine((value) => value === undefined || Number(value) > 0, 'must be a number above 0')
    .transform((value) => (value === undefined ? 1 : Number(value))),
  /** The model that builds trees, by the name the endpoint knows it by. Without it the built-in protocols build. */
  INTAKE_MODEL: optional,
  /** The key of the OpenAI-compatible endpoint; servers of your own often need none. */
  OPENAI_API_KEY: optional,
  /** The OpenAI-compatible endpoint, most often ending in /v1. */
  OPENAI_BASE_URL: url(/^https?:/, 'must be an http or https URL'),
  /** How long a thinking model may think: none, minimal, low, medium, high. Not sent unless set. */
  INTAKE_MODEL_EFFORT: optional.refine(
    (value) => value === undefined || /^(none|minimal|low|medium|high)$/.test(value),
    'must be none, minimal, low, medium or high',
  ),
  /** Seconds until the model's first word, 1 to 18; after that the request is given up. */
  INTAKE_MODEL_FIRST_BYTE_SECONDS: number(1, 18, 8),
  /** Seconds for one node in all, with a retry and a repair, 2 to 18. */
  INTAKE_MODEL_SECONDS: number(2, 18, 15),
  /** Whether the first step is asked for while the matcher still runs: on or off. Some of these requests are thrown away. */
  INTAKE_MODEL_EARLY: optional.pipe(z.enum(['on', 'off'], 'must be on or off').default('on')),
  /** US dollars for a million tokens that are sent. */
  INTAKE_MODEL_PRICE_IN: price,
  /** US dollars for a million tokens that are answered. */
  INTAKE_MODEL_PRICE_OUT: price,
  /** A model of the same endpoint that gives vectors of 512 numbers. Without it the built-in one embeds. */
  INTAKE_EMBEDDING_MODEL: optional,
  /** Addresses that webhooks may go to although they are not public: 127.0.0.1, 10.1.0.0/16. Over http only these. */
  INTAKE_WEBHOOK_ALLOW: optional.refine(areRanges, 'must be addresses or ranges, separated by commas'),
  /** How much is logged: fatal, error, warn, info or debug. */
  LOG_LEVEL: optional.pipe(
    z
      .enum(['fatal', 'error', 'warn', 'info', 'debug'], 'must be fatal, error, warn, info or debug')
      .default('info'),
  ),
});

type Environment = z.infer<typeof environment>;

/**
 * Reads the configuration.
 * @throws {ConfigError} naming every problem at once.
 */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`));
  }
  const problems = halves(parsed.data);
  if (problems.length > 0) throw new ConfigError(problems);
  const dataDirectory = parsed.data.INTAKE_DATA ?? defaultDataDirectory(variables);
  const { DATABASE_URL } = parsed.data;
  return {
    slack: slackOf(parsed.data),
    database: DATABASE_URL
      ? { kind: 'postgres', url: DATABASE_URL }
      : { kind: 'embedded', directory: dataDirectory },
    dataDirectory,
    port: parsed.data.PORT,
    host: parsed.data.HOST,
    messagesPerSecond: parsed.data.INTAKE_MESSAGES_PER_SECOND,
    model: modelOf(parsed.data),
    embeddings: embeddingsOf(parsed.data),
    webhookAllow: parsed.data.INTAKE_WEBHOOK_ALLOW ?? '',
    logLevel: parsed.data.LOG_LEVEL,
  };
}

/** Reads the environment of this process, with what a `.env` file in the working directory adds to it. */
export function readEnvironment(): Record<string, string | undefined> {
  try {
    process.loadEnvFile();
  } catch {
    // There is no .env file; most often there need not be.
  }
  return process.env;
}

function halves(env: Environment): string[] {
  const problems: string[] = [];
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = env;
  if (bot && !app && !secret) {
    problems.push(
      'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is.',
    );
  }
  if (!bot && app) problems.push('SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not.');
  if (!bot && secret) problems.push('SLACK_SIGNING_SECRET is set, but SLACK_BOT_TOKEN is not.');
  if (!bot && !app && !secret && env.SLACK_API_URL)
    problems.push('SLACK_API_URL is set, but SLACK_BOT_TOKEN is not.');
  return [...problems, ...halvesOfModel(env)];
}

function halvesOfModel(env: Environment): string[] {
  const problems: string[] = [];
  const endpoint = env.OPENAI_API_KEY ?? env.OPENAI_BASE_URL;
  for (const name of ['INTAKE_MODEL', 'INTAKE_EMBEDDING_MODEL'] as const)
    if (env[name] && !endpoint)
      problems.push(`${name} is set, but neither OPENAI_API_KEY nor OPENAI_BASE_URL is.`);
  if ((env.INTAKE_MODEL_PRICE_IN === null) !== (env.INTAKE_MODEL_PRICE_OUT === null))
    problems.push('INTAKE_MODEL_PRICE_IN and INTAKE_MODEL_PRICE_OUT are set together, or neither of them.');
  return problems;
}

function embeddingsOf(env: Environment, model = env.INTAKE_EMBEDDING_MODEL): EmbeddingSettings | null {
  if (!model) return null;
  return {
    baseUrl: env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
    apiKey: env.OPENAI_API_KEY ?? null,
    model,
    firstByteMs: env.INTAKE_MODEL_FIRST_BYTE_SECONDS * 1_000,
  };
}

function modelOf(env: Environment): ModelSettings | null {
  const endpoint = embeddingsOf(env, env.INTAKE_MODEL);
  const { INTAKE_MODEL_PRICE_IN: priceIn, INTAKE_MODEL_PRICE_OUT: priceOut } = env;
  return (
    endpoint && {
      ...endpoint,
      effort: env.INTAKE_MODEL_EFFORT ?? null,
      totalMs: env.INTAKE_MODEL_SECONDS * 1_000,
      early: env.INTAKE_MODEL_EARLY === 'on',
      price: priceIn === null || priceOut === null ? null : { in: priceIn, out: priceOut },
    }
  );
}

function slackOf(env: Environment): SlackConfig {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  const apiUrl = withSlash(env.SLACK_API_URL ?? 'https://slack.com/api/');
  if (botToken && appToken)
    return { kind: 'socket', botToken, appToken, apiUrl, connections: env.SLACK_CONNECTIONS };
  if (botToken && signingSecret) return { kind: 'http', botToken, signingSecret, apiUrl };
  return { kind: 'sandbox' };
}

const withSlash = (address: string): string => (address.endsWith('/') ? address : `${address}/`);

/** The home directory's data folder, as each system has it. */
function defaultDataDirectory(variables: Record<string, string | undefined>): string {
  if (process.platform === 'win32')
    return join(variables.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Intake');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Intake');
  return join(variables.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'intake');
}
