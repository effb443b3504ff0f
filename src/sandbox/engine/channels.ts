import { Refusal } from '../refusal.js';
import type { Engine } from './engine.js';
import { newId } from './ids.js';
import type { Channel, ChannelKind, State } from './state.js';

export const isDirect = (channel: Channel): boolean => channel.kind === 'im' || channel.kind === 'mpim';

export const isMember = (channel: Channel, userId: string): boolean => channel.memberIds.includes(userId);

/** Public channels are there for everyone but guests; the rest exists only for its members. */
export function isVisible(state: State, channel: Channel, userId: string): boolean {
  if (isMember(channel, userId)) return true;
  return channel.kind === 'public' && !state.users[userId]?.isGuest;
}

/** By id, "#name" or name, whoever asks. */
export function findChannel(state: State, idOrName: string): Channel | undefined {
  const wanted = idOrName.replace(/^#/, '');
  return (
    state.channels[wanted] ?? Object.values(state.channels).find((it) => it.name !== '' && it.name === wanted)
  );
}

/** @throws Refusal channel_not_found when it does not exist for this person. */
export function requireChannel(state: State, idOrName: string, userId: string): Channel {
  const channel = findChannel(state, idOrName);
  if (!channel || !isVisible(state, channel, userId)) throw new Refusal('channel_not_found');
  return channel;
}

/** The channel as Slack names it in payloads, where rooms that are not public have no name of their own. */
export function payloadName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'public' ? channel.name : 'privategroup';
}

export type NewChannel = {
  name: string;
  kind?: ChannelKind;
  memberIds?: string[];
  id?: string;
  creatorId?: string;
};

/** @throws Refusal name_taken, invalid_name_specials, invalid_name_maxlength, invalid_name_required */
export function addChannel(engine: Engine, wanted: NewChannel): Channel {
  const { state } = engine;
  const kind = wanted.kind ?? 'public';
  if (kind === 'public' || kind === 'private') checkName(state, wanted.name);
  const creatorId = wanted.creatorId ?? wanted.memberIds?.[0] ?? 'U0ADA';
  const channel: Channel = {
    id: wanted.id ?? newId(state, kind === 'im' ? 'D' : 'C'),
    name: wanted.name,
    kind,
    topic: '',
    isArchived: false,
    creatorId,
    created: Math.floor(engine.now() / 1000),
    memberIds: wanted.memberIds ?? [creatorId],
  };
  state.channels[channel.id] = channel;
  state.messages[channel.id] = [];
  engine.changed({ type: 'channel', channel: channel.id });
  return channel;
}

function checkName(state: State, name: string): void {
  if (name === '') throw new Refusal('invalid_name_required');
  if (name.length > 80) throw new Refusal('invalid_name_maxlength');
  if (/[^\p{Ll}\p{Lo}\p{M}\p{N}_-]/u.test(name)) throw new Refusal('invalid_name_specials');
  if (Object.values(state.channels).some((it) => it.name === name)) throw new Refusal('name_taken');
}

/** The direct message of exactly these people, if anyone opened it before. */
export function findDm(state: State, userIds: string[]): Channel | undefined {
  const wanted = [...new Set(userIds)].sort().join();
  return Object.values(state.channels).find(
    (it) => isDirect(it) && [...it.memberIds].sort().join() === wanted,
  );
}

/** Opens the direct message of these people, a new one if need be. */
export function openDm(engine: Engine, userIds: string[]): { channel: Channel; isNew: boolean } {
  const found = findDm(engine.state, userIds);
  if (found) return { channel: found, isNew: false };
  const memberIds = [...new Set(userIds)];
  const kind = memberIds.length > 2 ? 'mpim' : 'im';
  return { channel: addChannel(engine, { name: '', kind, memberIds }), isNew: true };
}

/** @returns whether they were not in it yet. */
export function addMember(engine: Engine, channel: Channel, userId: string): boolean {
  if (isMember(channel, userId)) return false;
  channel.memberIds.push(userId);
  engine.changed({ type: 'channel', channel: channel.id, newMemberId: userId });
  return true;
}

/** @returns whether they were in it. */
export function removeMember(engine: Engine, channel: Channel, userId: string): boolean {
  if (!isMember(channel, userId)) return false;
  channel.memberIds = channel.memberIds.filter((it) => it !== userId);
  engine.changed({ type: 'channel', channel: channel.id, formerMemberId: userId });
  return true;
}

export function setArchived(engine: Engine, channel: Channel, isArchived: boolean): void {
  channel.isArchived = isArchived;
  engine.changed({ type: 'channel', channel: channel.id });
}
