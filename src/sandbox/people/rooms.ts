import { fireEvent } from '../delivery/events.js';
import { viewPayload } from '../delivery/payloads.js';
import {
  addChannel,
  addMember,
  isDirect,
  isMember,
  openDm,
  removeMember,
  requireChannel,
  setArchived,
} from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { findMessage } from '../engine/messages.js';
import { addReaction, removeReaction } from '../engine/reactions.js';
import { BOT_USER_ID } from '../engine/seed.js';
import type { Channel, User } from '../engine/state.js';
import { requireUser } from '../engine/users.js';
import type { DoReply } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Op } from './send.js';

const ok: DoReply = { ok: true };

/** A person opens the app's Home or Messages tab. */
export function openHome(engine: Engine, user: User, op: Op<'openHome'>): DoReply {
  const tab = op.tab ?? 'home';
  const { channel } = openDm(engine, [user.id, BOT_USER_ID]);
  const view = engine.state.homes[user.id];
  fireEvent(engine, {
    type: 'app_home_opened',
    user: user.id,
    channel: channel.id,
    tab,
    ...(tab === 'home' && view ? { view: viewPayload(engine, view) } : {}),
  });
  return { ok: true, channel: channel.id };
}

export function markRead(engine: Engine, user: User, op: Op<'markRead'>): DoReply {
  const { reads } = engine.state;
  const ofPerson = reads[user.id] ?? {};
  reads[user.id] = ofPerson;
  if ((ofPerson[op.channel] ?? '0') < op.ts) {
    ofPerson[op.channel] = op.ts;
    engine.changed({ type: 'read', channel: op.channel, personId: user.id });
  }
  return ok;
}

export function react(engine: Engine, user: User, op: Op<'react'>): DoReply {
  const channel = requireChannel(engine.state, op.channel, user.id);
  const message = findMessage(engine.state, channel.id, op.ts);
  if (!message || message.ephemeralFor) throw new Refusal('message_not_found');
  if (op.remove) removeReaction(engine, message, op.name, user.id);
  else addReaction(engine, message, op.name, user.id);
  if (isMember(channel, BOT_USER_ID)) {
    fireEvent(engine, {
      type: op.remove ? 'reaction_removed' : 'reaction_added',
      user: user.id,
      reaction: op.name,
      item: { type: 'message', channel: channel.id, ts: message.ts },
      item_user: message.userId,
    });
  }
  return ok;
}

export function openDirect(engine: Engine, user: User, op: Op<'openDm'>): DoReply {
  const other = requireUser(engine.state, op.personId);
  if (other.id === BOT_USER_ID && !engine.manifest.hasMessagesTab) throw new Refusal('messages_tab_disabled');
  const { channel } = openDm(engine, [user.id, other.id]);
  return { ok: true, channel: channel.id };
}

export function createChannel(engine: Engine, user: User, op: Op<'createChannel'>): DoReply {
  if (user.isGuest) throw new Refusal('user_is_restricted');
  const kind = op.isPrivate ? 'private' : 'public';
  const channel = addChannel(engine, { name: op.name.replace(/^#/, ''), kind, creatorId: user.id });
  if (kind === 'public') {
    fireEvent(engine, {
      type: 'channel_created',
      channel: { id: channel.id, name: channel.name, created: channel.created, creator: user.id },
    });
  }
  return { ok: true, channel: channel.id };
}

function requireRoom(engine: Engine, user: User, id: string): Channel {
  const channel = requireChannel(engine.state, id, user.id);
  if (isDirect(channel)) throw new Refusal('method_not_supported_for_channel_type');
  if (channel.isArchived) throw new Refusal('is_archived');
  return channel;
}

/** Adds someone and tells the app, when it is in the room or is the one who came. */
export function comeIn(engine: Engine, channel: Channel, user: User, inviterId?: string): boolean {
  if (!addMember(engine, channel, user.id)) return false;
  if (isMember(channel, BOT_USER_ID)) {
    fireEvent(engine, {
      type: 'member_joined_channel',
      user: user.id,
      channel: channel.id,
      channel_type: channel.kind === 'public' ? 'C' : 'G',
      team: engine.state.team.id,
      ...(inviterId ? { inviter: inviterId } : {}),
    });
  }
  return true;
}

/** Takes someone out and tells the app, when it is in the room or was the one who left. */
export function goOut(engine: Engine, channel: Channel, user: User): boolean {
  const appSees = isMember(channel, BOT_USER_ID);
  if (!removeMember(engine, channel, user.id)) return false;
  if (appSees) {
    fireEvent(engine, {
      type: 'member_left_channel',
      user: user.id,
      channel: channel.id,
      channel_type: channel.kind === 'public' ? 'C' : 'G',
      team: engine.state.team.id,
    });
  }
  return true;
}

export function join(engine: Engine, user: User, op: Op<'join'>): DoReply {
  const channel = requireRoom(engine, user, op.channel);
  comeIn(engine, channel, user);
  return ok;
}

export function leave(engine: Engine, user: User, op: Op<'leave'>): DoReply {
  goOut(engine, requireRoom(engine, user, op.channel), user);
  return ok;
}

export function invite(engine: Engine, user: User, op: Op<'invite'>): DoReply {
  const channel = requireRoom(engine, user, op.channel);
  if (!isMember(channel, user.id)) throw new Refusal('not_in_channel');
  comeIn(engine, channel, requireUser(engine.state, op.personId), user.id);
  return ok;
}

export function kick(engine: Engine, user: User, op: Op<'kick'>): DoReply {
  const channel = requireRoom(engine, user, op.channel);
  if (!isMember(channel, user.id)) throw new Refusal('not_in_channel');
  goOut(engine, channel, requireUser(engine.state, op.personId));
  return ok;
}

export function archive(engine: Engine, user: User, op: Op<'archive'>): DoReply {
  const channel = requireChannel(engine.state, op.channel, user.id);
  if (user.isGuest) throw new Refusal('user_is_restricted');
  setArchived(engine, channel, !op.undo);
  fireEvent(engine, {
    type: op.undo ? 'channel_unarchive' : 'channel_archive',
    channel: channel.id,
    user: user.id,
  });
  return ok;
}
