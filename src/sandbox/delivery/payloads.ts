import { payloadName } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { BOT_ID } from '../engine/seed.js';
import type { Channel, Message, State, User } from '../engine/state.js';
import type { JsonObject } from '../json.js';
import type { SlackView } from '../protocol.js';

/** The legacy verification token that Slack still puts in; nothing may rely on it. */
const VERIFICATION_TOKEN = 'sandbox-verification-token';

const teamOf = (state: State): JsonObject => ({ id: state.team.id, domain: state.team.domain });

/** What every interaction payload starts with. */
export function interactionBase(engine: Engine, type: string, user: User): JsonObject {
  return {
    type,
    user: { id: user.id, username: user.handle, name: user.handle, team_id: engine.state.team.id },
    api_app_id: engine.manifest.appId,
    token: VERIFICATION_TOKEN,
    team: teamOf(engine.state),
    enterprise: null,
    is_enterprise_install: false,
  };
}

export const channelOf = (channel: Channel): JsonObject => ({ id: channel.id, name: payloadName(channel) });

/** A message as payloads and the Web API show it. */
export function messagePayload(engine: Engine, message: Message): JsonObject {
  const { state, manifest } = engine;
  const bot = message.botId
    ? {
        bot_id: message.botId,
        app_id: state.users[message.userId]?.appId ?? manifest.appId,
        bot_profile: {
          id: message.botId,
          app_id: manifest.appId,
          name: manifest.botName,
          deleted: false,
          team_id: state.team.id,
        },
      }
    : {};
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    ...(message.username ? { username: message.username } : {}),
    user: message.userId,
    ...bot,
    team: state.team.id,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.files.length > 0 ? { files: message.files } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(message.editedAt ? { edited: { user: message.editedBy, ts: `${message.editedAt}.000000` } } : {}),
    ...threadFields(message),
    ...(message.reactions.length > 0 ? { reactions: reactionsOf(message) } : {}),
  };
}

function threadFields(message: Message): JsonObject {
  if (message.threadTs) return { thread_ts: message.threadTs };
  if (message.replyCount === 0) return {};
  return {
    thread_ts: message.ts,
    reply_count: message.replyCount,
    reply_users: message.replyUserIds,
    reply_users_count: message.replyUserIds.length,
    latest_reply: message.latestReplyTs,
    is_locked: false,
    subscribed: true,
  };
}

const reactionsOf = (message: Message): JsonObject[] =>
  message.reactions.map((it) => ({ name: it.name, users: it.personIds, count: it.personIds.length }));

/** A view as payloads and `views.*` show it. */
export function viewPayload(engine: Engine, view: SlackView): JsonObject {
  return {
    ...view,
    team_id: engine.state.team.id,
    app_installed_team_id: engine.state.team.id,
    app_id: engine.manifest.appId,
    bot_id: BOT_ID,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    submit: view.submit ?? null,
    close: view.close ?? null,
    external_id: view.external_id ?? '',
  };
}

/** The fields of a slash command, all strings as in the form that Slack posts. */
export function commandPayload(
  engine: Engine,
  command: {
    user: User;
    channel: Channel;
    name: string;
    text: string;
    triggerId: string;
    responseUrl: string;
  },
): JsonObject {
  return {
    token: VERIFICATION_TOKEN,
    team_id: engine.state.team.id,
    team_domain: engine.state.team.domain,
    channel_id: command.channel.id,
    channel_name: payloadName(command.channel),
    user_id: command.user.id,
    user_name: command.user.handle,
    command: command.name,
    text: command.text,
    api_app_id: engine.manifest.appId,
    is_enterprise_install: 'false',
    response_url: command.responseUrl,
    trigger_id: command.triggerId,
  };
}

/** The envelope around an event. */
export function eventPayload(
  engine: Engine,
  event: JsonObject,
  ids: { eventId: string; botUserId: string },
): JsonObject {
  const { state, manifest } = engine;
  return {
    token: VERIFICATION_TOKEN,
    team_id: state.team.id,
    context_team_id: state.team.id,
    context_enterprise_id: null,
    api_app_id: manifest.appId,
    event,
    type: 'event_callback',
    event_id: ids.eventId,
    event_time: Math.floor(engine.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: state.team.id,
        user_id: ids.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${ids.eventId}`,
  };
}
