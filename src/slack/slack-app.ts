import { App, type AppOptions, type Logger, LogLevel, type Receiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Log } from '../jobs/log.js';
import type { UseCases } from '../usecases/index.js';
import type { Links } from './blocks/text.js';
import { registerListeners } from './listeners/index.js';
import { identify } from './middleware/identify.js';
import { refuse } from './middleware/refuse.js';
import { ackAfterListeners, type Idling } from './receivers.js';

/** Who the bot is, and in which workspace: what `auth.test` says. */
export interface BotIdentity {
  slackTeamId: string;
  slackEnterpriseId: string | null;
  teamName: string;
  botId: string;
  botUserId: string;
  workspaceUrl: string;
}

export interface SlackAppParts {
  identity: BotIdentity;
  botToken: string;
  receiver: Receiver;
  clientOptions: AppOptions['clientOptions'];
  useCases: UseCases;
  links: Links;
  log: Log;
}

/** The Bolt app with everything that Intake listens to. */
export function createSlackApp(parts: SlackAppParts): { app: App } & Idling {
  const { identity, botToken, useCases, links, log } = parts;
  const receiver = ackAfterListeners(parts.receiver, log);
  const app = new App({
    receiver,
    authorize: async () => ({
      botToken,
      botId: identity.botId,
      botUserId: identity.botUserId,
      teamId: identity.slackTeamId,
      enterpriseId: identity.slackEnterpriseId ?? undefined,
    }),
    clientOptions: parts.clientOptions,
    logger: boltLogger(log),
  });
  app.use(refuse({ log, useCases }));
  app.use(identify(useCases));
  registerListeners(app, { useCases, links, log });
  return { app, idle: receiver.idle };
}

/** @throws what the Web API throws: `invalid_auth` and the like for a token that is refused. */
export async function askWhoWeAre(client: WebClient): Promise<BotIdentity> {
  const who = await client.auth.test();
  return {
    slackTeamId: who.team_id ?? '',
    slackEnterpriseId: who.enterprise_id ?? null,
    teamName: who.team ?? 'Slack',
    botId: who.bot_id ?? '',
    botUserId: who.user_id ?? '',
    workspaceUrl: who.url ?? '',
  };
}

/** Bolt's own words go into our log. Never its debug level: it holds tokens and customers' text. */
export function boltLogger(log: Log): Logger {
  const words = (message: unknown[]) => ({ said: message.map(String).join(' ').slice(0, 500) });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...message) => log.warn(words(message), 'bolt'),
    error: (...message) => log.error(words(message), 'bolt'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
