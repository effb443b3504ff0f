import { messagePayload } from '../delivery/payloads.js';
import { addChannel, findDm, isMember, isVisible, openDm } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { findMessage, threadOf } from '../engine/messages.js';
import { BOT_USER_ID } from '../engine/seed.js';
import type { Channel, ChannelKind, User } from '../engine/state.js';
import type { JsonObject } from '../json.js';
import { comeIn, goOut } from '../people/rooms.js';
import { Refusal } from '../refusal.js';
import { type Args, paged } from './args.js';
import { type Call, type Methods, requireChannelScope, requireScope } from './method.js';
import { directMessage, requireSeen } from './target.js';

const typeNames: Record<ChannelKind, string> = {
  public: 'public_channel',
  private: 'private_channel',
  im: 'im',
  mpim: 'mpim',
};

/** A conversation as Slack shows it to the bot. */
function channelObject(engine: Engine, channel: Channel): JsonObject {
  const isRoom = channel.kind === 'public' || channel.kind === 'private';
  return {
    id: channel.id,
    name: isRoom ? channel.name : undefined,
    name_normalized: isRoom ? channel.name : undefined,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_archived: channel.isArchived,
    is_member: isMember(channel, BOT_USER_ID),
    is_general: channel.name === 'general',
    created: channel.created,
    creator: channel.creatorId,
    context_team_id: engine.state.team.id,
    user: channel.kind === 'im' ? channel.memberIds.find((id) => id !== BOT_USER_ID) : undefined,
    topic: { value: channel.topic, creator: channel.creatorId, last_set: channel.created },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.memberIds.length,
  };
}

/** A conversation that the bot sees, if the app's scopes let it. */
function requireReadable(engine: Engine, id: string, ability: 'read' | 'history'): Channel {
  const channel = requireSeen(engine, id);
  requireChannelScope(engine, channel.kind, ability);
  return channel;
}

/** A public or private channel that is not archived. @throws Refusal method_not_supported_for_channel_type, is_archived */
function requireRoom(engine: Engine, id: string): Channel {
  const channel = requireSeen(engine, id);
  if (channel.kind === 'im' || channel.kind === 'mpim')
    throw new Refusal('method_not_supported_for_channel_type');
  if (channel.isArchived) throw new Refusal('is_archived');
  return channel;
}

function info({ engine, args }: Call): JsonObject {
  return { channel: channelObject(engine, requireReadable(engine, args.need('channel'), 'read')) };
}

function list({ engine, args }: Call, isOwnOnly: boolean): JsonObject {
  const types = args.has('types') ? args.list('types') : ['public_channel'];
  const known = Object.values(typeNames);
  if (types.some((type) => !known.includes(type))) throw new Refusal('invalid_types');
  for (const kind of ['public', 'private', 'im', 'mpim'] as const) {
    if (types.includes(typeNames[kind])) requireChannelScope(engine, kind, 'read');
  }
  const all = Object.values(engine.state.channels).filter(
    (it) =>
      types.includes(typeNames[it.kind]) &&
      (isOwnOnly ? isMember(it, BOT_USER_ID) : isVisible(engine.state, it, BOT_USER_ID)) &&
      !(args.flag('exclude_archived') && it.isArchived),
  );
  const page = paged(args, all);
  return {
    channels: page.items.map((it) => channelObject(engine, it)),
    response_metadata: { next_cursor: page.next },
  };
}

function members({ engine, args }: Call): JsonObject {
  const page = paged(args, requireReadable(engine, args.need('channel'), 'read').memberIds);
  return { members: page.items, response_metadata: { next_cursor: page.next } };
}

function open({ engine, args }: Call): JsonObject {
  const known = args.text('channel');
  if (known) return { channel: { id: requireSeen(engine, known).id }, no_op: true, already_open: true };
  const ids = args.list('users');
  if (ids.length === 0) throw new Refusal('users_list_not_supplied');
  if (ids.length > 8) throw new Refusal('too_many_users');
  requireScope(engine, ids.length > 1 ? 'mpim:write' : 'im:write');
  const isOpen = findDm(engine.state, [...ids, BOT_USER_ID]) !== undefined;
  const [first = ''] = ids;
  const channel = ids.length === 1 ? directMessage(engine, first) : group(engine, ids);
  const shown = args.flag('return_im') ? channelObject(engine, channel) : { id: channel.id };
  return { channel: shown, ...(isOpen ? { no_op: true, already_open: true } : {}) };
}

function group(engine: Engine, ids: string[]): Channel {
  if (ids.some((id) => !engine.state.users[id])) throw new Refusal('user_not_found');
  return openDm(engine, [...ids, BOT_USER_ID]).channel;
}

const bot = (engine: Engine): User => {
  const user = engine.state.users[BOT_USER_ID];
  if (!user) throw new Refusal('account_inactive');
  return user;
};

function join({ engine, args }: Call): JsonObject {
  const channel = requireRoom(engine, args.need('channel'));
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  const isNew = comeIn(engine, channel, bot(engine));
  return { channel: channelObject(engine, channel), ...(isNew ? {} : { warning: 'already_in_channel' }) };
}

function leave({ engine, args }: Call): JsonObject {
  const left = goOut(engine, requireRoom(engine, args.need('channel')), bot(engine));
  return left ? {} : { not_in_channel: true };
}

function invite({ engine, args }: Call): JsonObject {
  const channel = requireRoom(engine, args.need('channel'));
  if (!isMember(channel, BOT_USER_ID)) throw new Refusal('not_in_channel');
  for (const id of args.list('users')) {
    const user = engine.state.users[id];
    if (!user) throw new Refusal('user_not_found');
    if (id === BOT_USER_ID) throw new Refusal('cant_invite_self');
    if (!comeIn(engine, channel, user, BOT_USER_ID)) throw new Refusal('already_in_channel');
  }
  return { channel: channelObject(engine, channel) };
}

function create({ engine, args }: Call): JsonObject {
  const kind = args.flag('is_private') ? 'private' : 'public';
  requireScope(engine, kind === 'private' ? 'groups:write' : 'channels:manage');
  const channel = addChannel(engine, { name: args.need('name'), kind, creatorId: BOT_USER_ID });
  return { channel: channelObject(engine, channel) };
}

function between(args: Args, ts: string): boolean {
  const isInclusive = args.flag('inclusive');
  const oldest = args.text('oldest') ?? '0';
  const latest = args.text('latest') ?? '9999999999.999999';
  return (ts > oldest && ts < latest) || (isInclusive && (ts === oldest || ts === latest));
}

function history({ engine, args }: Call): JsonObject {
  const channel = requireReadable(engine, args.need('channel'), 'history');
  if (!isMember(channel, BOT_USER_ID)) throw new Refusal('not_in_channel');
  const all = (engine.state.messages[channel.id] ?? [])
    .filter((it) => !it.ephemeralFor && (!it.threadTs || it.isBroadcast) && between(args, it.ts))
    .reverse();
  const page = paged(args, all);
  return {
    messages: page.items.map((it) => messagePayload(engine, it)),
    has_more: page.next !== '',
    response_metadata: { next_cursor: page.next },
  };
}

function replies({ engine, args }: Call): JsonObject {
  const channel = requireReadable(engine, args.need('channel'), 'history');
  if (!isMember(channel, BOT_USER_ID)) throw new Refusal('not_in_channel');
  const message = findMessage(engine.state, channel.id, args.need('ts'));
  if (!message || message.ephemeralFor) throw new Refusal('thread_not_found');
  const page = paged(args, threadOf(engine.state, channel.id, message.threadTs ?? message.ts));
  return {
    messages: page.items.map((it) => messagePayload(engine, it)),
    has_more: page.next !== '',
    response_metadata: { next_cursor: page.next },
  };
}

function setTopic({ engine, args }: Call): JsonObject {
  const channel = requireRoom(engine, args.need('channel'));
  if (!isMember(channel, BOT_USER_ID)) throw new Refusal('not_in_channel');
  channel.topic = args.text('topic') ?? '';
  if (channel.topic.length > 250) throw new Refusal('too_long');
  engine.changed({ type: 'channel', channel: channel.id });
  return { channel: channelObject(engine, channel) };
}

export const conversations: Methods = {
  'conversations.info': { run: info },
  'conversations.list': { run: (call) => list(call, false) },
  'users.conversations': { run: (call) => list(call, true) },
  'conversations.members': { run: members },
  'conversations.open': { run: open },
  'conversations.join': { scope: 'channels:join', run: join },
  'conversations.leave': { scope: 'channels:manage', run: leave },
  'conversations.invite': { scope: 'channels:manage', run: invite },
  'conversations.create': { run: create },
  'conversations.history': { run: history },
  'conversations.replies': { run: replies },
  'conversations.setTopic': { scope: 'channels:manage', run: setTopic },
};
