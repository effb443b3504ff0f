import { isMember, isVisible } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { BOT_USER_ID } from '../engine/seed.js';
import type { Channel, Message, User } from '../engine/state.js';
import { stackOf } from '../engine/views.js';
import type {
  AppView,
  ChannelView,
  MessageView,
  ModalView,
  Person,
  PersonView,
  SlackView,
} from '../protocol.js';

/** Everything one person sees right now. */
export function personView(engine: Engine, me: User): PersonView {
  const { state, manifest } = engine;
  const channels = Object.values(state.channels).filter((it) => isListed(engine, it, me.id));
  return {
    me: person(me),
    workspace: { ...state.team },
    app: appView(engine),
    people: Object.values(state.users).map(person),
    userGroups: Object.values(state.userGroups).map(({ id, handle }) => ({ id, handle })),
    channels: channels.map((it) => channelView(engine, it, me.id)),
    messages: Object.fromEntries(channels.map((it) => [it.id, messagesFor(engine, it, me.id)])),
    modals: modalViews(engine, me.id),
    home: homeOf(engine, me.id),
    commands: manifest.commands.map((it) => ({
      name: it.command,
      description: it.description,
      usageHint: it.usageHint,
    })),
    shortcuts: manifest.shortcuts,
    notices: state.notices[me.id] ?? [],
  };
}

export function person(user: User): Person {
  const { id, handle, name, title, isBot, isGuest, isAdmin, isDeactivated, color } = user;
  return { id, handle, name, title, isBot, isGuest, isAdmin, isDeactivated, color };
}

export function appView(engine: Engine): AppView {
  const { manifest } = engine;
  return {
    id: manifest.appId,
    name: manifest.botName,
    botUserId: BOT_USER_ID,
    hasHomeTab: manifest.hasHomeTab,
    hasMessagesTab: manifest.hasMessagesTab,
    isConnected: engine.transport() !== undefined,
  };
}

/** Whether the channel stands in this person's list. */
export const isListed = (engine: Engine, channel: Channel, personId: string): boolean =>
  isVisible(engine.state, channel, personId);

/** Public channels can be read before joining; the rest only by members. */
export function messagesFor(engine: Engine, channel: Channel, personId: string): MessageView[] {
  return (engine.state.messages[channel.id] ?? []).filter((it) => isSeen(it, personId)).map(messageView);
}

export const isSeen = (message: Message, personId: string): boolean =>
  message.ephemeralFor === undefined || message.ephemeralFor === personId;

export function channelView(engine: Engine, channel: Channel, personId: string): ChannelView {
  const { state } = engine;
  const others = channel.memberIds.filter((id) => id !== personId);
  const isDm = channel.kind === 'im' || channel.kind === 'mpim';
  const lastReadTs = state.reads[personId]?.[channel.id] ?? '0';
  const names = (others.length > 0 ? others : channel.memberIds).map((id) => state.users[id]?.name ?? id);
  return {
    id: channel.id,
    name: isDm ? names.join(', ') : channel.name,
    topic: channel.topic || undefined,
    isDm,
    isPrivate: channel.kind !== 'public',
    isArchived: channel.isArchived,
    isMember: isMember(channel, personId),
    hasApp: isMember(channel, BOT_USER_ID),
    memberIds: [...channel.memberIds],
    withPersonId: channel.kind === 'im' ? (others[0] ?? personId) : undefined,
    unread: isMember(channel, personId) ? unreadCount(engine, channel, { personId, lastReadTs }) : 0,
    lastReadTs,
  };
}

/** Counted from the newest back to what was read, so a long read channel costs nothing. */
function unreadCount(
  engine: Engine,
  channel: Channel,
  reader: { personId: string; lastReadTs: string },
): number {
  const messages = engine.state.messages[channel.id] ?? [];
  let count = 0;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (!message || message.ts <= reader.lastReadTs) break;
    if (isSeen(message, reader.personId) && message.userId !== reader.personId) count += 1;
  }
  return count;
}

export function homeOf(engine: Engine, personId: string): SlackView | null {
  const view = engine.state.homes[personId];
  return view ? { ...view } : null;
}

export const modalViews = (engine: Engine, personId: string): ModalView[] =>
  stackOf(engine.state, personId).map(({ view, errors, trouble }) => ({
    view: { ...view },
    errors,
    trouble,
  }));

export function messageView(message: Message): MessageView {
  const { channel, ts, threadTs, isBroadcast, botId, username, text, blocks, editedAt, reactions } = message;
  return {
    channel,
    ts,
    threadTs,
    isBroadcast,
    personId: message.userId,
    botId,
    username,
    text,
    blocks,
    editedAt,
    reactions: reactions.map((it) => ({ ...it, personIds: [...it.personIds] })),
    replyCount: message.replyCount,
    replyPersonIds: message.replyUserIds,
    latestReplyTs: message.latestReplyTs,
    isEphemeral: message.ephemeralFor !== undefined,
    subtype: message.subtype,
    files: message.files,
    version: message.version,
  };
}
