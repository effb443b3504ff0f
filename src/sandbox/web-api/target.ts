import { findChannel, isMember, isVisible, openDm } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { BOT_USER_ID } from '../engine/seed.js';
import type { Channel } from '../engine/state.js';
import { Refusal } from '../refusal.js';

/** The conversation as far as the bot can see it: private ones it is not in do not exist for it. @throws Refusal channel_not_found */
export function requireSeen(engine: Engine, id: string): Channel {
  const channel = findChannel(engine.state, id);
  if (!channel || !isVisible(engine.state, channel, BOT_USER_ID)) throw new Refusal('channel_not_found');
  return channel;
}

/**
 * The conversation the bot is about to post to. A person's id stands for the direct message with them.
 * @throws Refusal channel_not_found, not_in_channel, is_archived, cannot_dm_bot, messages_tab_disabled
 */
export function requirePostable(engine: Engine, id: string): Channel {
  const person = engine.state.users[id];
  if (person) return directMessage(engine, person.id);
  const channel = requireSeen(engine, id);
  if (channel.isArchived) throw new Refusal('is_archived');
  const mayPostAnywhere = engine.manifest.scopes.includes('chat:write.public');
  if (!isMember(channel, BOT_USER_ID) && !mayPostAnywhere) throw new Refusal('not_in_channel');
  return channel;
}

/** @throws Refusal user_not_found, user_disabled, cannot_dm_bot */
export function directMessage(engine: Engine, userId: string): Channel {
  const user = engine.state.users[userId];
  if (!user) throw new Refusal('user_not_found');
  if (user.isDeactivated) throw new Refusal('user_disabled');
  if (user.isBot) throw new Refusal('cannot_dm_bot');
  return openDm(engine, [userId, BOT_USER_ID]).channel;
}
