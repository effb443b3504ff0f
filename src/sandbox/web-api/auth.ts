import { fireEvent } from '../delivery/events.js';
import type { Engine } from '../engine/engine.js';
import { newId } from '../engine/ids.js';
import { BOT_ID, BOT_USER_ID } from '../engine/seed.js';
import type { JsonObject } from '../json.js';
import { Refusal } from '../refusal.js';
import { type Call, type Methods, requireScope } from './method.js';
import { BOT_TOKEN } from './tokens.js';

function test({ engine }: Call): JsonObject {
  const { team } = engine.state;
  return {
    url: `${engine.origin}/`,
    team: team.name,
    user: engine.manifest.botName.toLowerCase(),
    team_id: team.id,
    user_id: BOT_USER_ID,
    bot_id: BOT_ID,
    is_enterprise_install: false,
  };
}

/** The app leaves the workspace: its events, then silence and `token_revoked`. */
export function uninstall(engine: Engine): void {
  fireEvent(engine, { type: 'app_uninstalled' });
  fireEvent(engine, { type: 'tokens_revoked', tokens: { oauth: [], bot: [BOT_USER_ID] } });
  engine.state.isAppRevoked = true;
}

/** A code as Slack sends it to the redirect URL after a person agreed to the install. */
export function newOauthCode(engine: Engine, userId: string): string {
  const code = newId(engine.state, 'code-');
  engine.state.oauthCodes[code] = { userId, isUsed: false };
  return code;
}

function access({ engine, args }: Call): JsonObject {
  const code = engine.state.oauthCodes[args.need('code')];
  if (!code) throw new Refusal('invalid_code');
  if (code.isUsed) throw new Refusal('code_already_used');
  code.isUsed = true;
  engine.state.isAppRevoked = false;
  return {
    access_token: BOT_TOKEN,
    token_type: 'bot',
    scope: engine.manifest.scopes.join(','),
    bot_user_id: BOT_USER_ID,
    app_id: engine.manifest.appId,
    team: { id: engine.state.team.id, name: engine.state.team.name },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: code.userId },
  };
}

function openConnection({ engine }: Call): JsonObject {
  if (!engine.socketUrl) throw new Refusal('internal_error');
  return { url: engine.socketUrl() };
}

function teamInfo({ engine }: Call): JsonObject {
  requireScope(engine, 'team:read');
  return { team: { ...engine.state.team, email_domain: '', icon: {} } };
}

function botInfo({ engine, args }: Call): JsonObject {
  const user = Object.values(engine.state.users).find((it) => it.botId === (args.text('bot') ?? BOT_ID));
  if (!user) throw new Refusal('bot_not_found');
  return { bot: { id: user.botId, app_id: user.appId, user_id: user.id, name: user.name, deleted: false } };
}

export const auth: Methods = {
  'api.test': { token: 'none', run: ({ args }) => ({ args: args.raw }) },
  'auth.test': { run: test },
  'auth.revoke': {
    run: ({ engine, args }) => {
      if (args.flag('test')) return { revoked: false };
      uninstall(engine);
      return { revoked: true };
    },
  },
  'apps.uninstall': {
    run: ({ engine }) => {
      uninstall(engine);
      return {};
    },
  },
  'apps.connections.open': { token: 'app', run: openConnection },
  'oauth.v2.access': { token: 'none', run: access },
  'team.info': { run: teamInfo },
  'bots.info': { scope: 'users:read', run: botInfo },
};
