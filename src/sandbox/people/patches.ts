import type { Change } from '../engine/changes.js';
import type { Engine } from '../engine/engine.js';
import type { Message } from '../engine/state.js';
import { assertNever } from '../json.js';
import type { Patch } from '../protocol.js';
import {
  appView,
  channelView,
  homeOf,
  isListed,
  isSeen,
  messagesFor,
  messageView,
  modalViews,
  person,
} from './person-view.js';

/** What a change means for one person's screen; nothing when they cannot see it. */
export function patchesFor(engine: Engine, personId: string, change: Change): Patch[] {
  switch (change.type) {
    case 'message':
      return messagePatches(engine, personId, change.message);
    case 'messageRemoved':
      return sees(engine, personId, change.message)
        ? [
            { type: 'messageRemoved', channel: change.message.channel, ts: change.message.ts },
            ...channelPatch(engine, personId, change.message.channel),
          ]
        : [];
    case 'channel':
      return roomPatches(engine, personId, change);
    case 'read':
      return change.personId === personId ? channelPatch(engine, personId, change.channel) : [];
    case 'person': {
      const user = engine.state.users[change.personId];
      return user ? [{ type: 'person', person: person(user) }] : [];
    }
    case 'modals':
      return change.personId === personId ? [{ type: 'modals', modals: modalViews(engine, personId) }] : [];
    case 'home':
      return change.personId === personId ? [{ type: 'home', home: homeOf(engine, personId) }] : [];
    case 'notice':
      return change.personId === personId ? [{ type: 'notice', notice: change.notice }] : [];
    case 'noticeRemoved':
      return change.personId === personId ? [{ type: 'noticeRemoved', id: change.id }] : [];
    case 'app':
      return [{ type: 'app', app: appView(engine) }];
    case 'traffic':
      return [{ type: 'traffic', entry: change.entry }];
    default:
      return assertNever(change);
  }
}

function sees(engine: Engine, personId: string, message: Message): boolean {
  const channel = engine.state.channels[message.channel];
  return channel !== undefined && isListed(engine, channel, personId) && isSeen(message, personId);
}

function messagePatches(engine: Engine, personId: string, message: Message): Patch[] {
  if (!sees(engine, personId, message)) return [];
  const isNew = message.version === 1 && message.replyCount === 0 && message.reactions.length === 0;
  return [
    { type: 'message', message: messageView(message) },
    ...(isNew ? channelPatch(engine, personId, message.channel) : []),
  ];
}

function channelPatch(engine: Engine, personId: string, channelId: string): Patch[] {
  const channel = engine.state.channels[channelId];
  if (!channel || !isListed(engine, channel, personId)) return [];
  return [{ type: 'channel', channel: channelView(engine, channel, personId) }];
}

/** Who comes into a private room gets what was said in it; who leaves one loses it. */
function roomPatches(
  engine: Engine,
  personId: string,
  change: Extract<Change, { type: 'channel' }>,
): Patch[] {
  const channel = engine.state.channels[change.channel];
  if (!channel) return [];
  if (!isListed(engine, channel, personId)) {
    return change.formerMemberId === personId ? [{ type: 'channelRemoved', channel: channel.id }] : [];
  }
  const messages =
    channel.kind !== 'public' && change.newMemberId === personId
      ? messagesFor(engine, channel, personId)
      : [];
  return [
    ...channelPatch(engine, personId, channel.id),
    ...messages.map((message): Patch => ({ type: 'message', message })),
  ];
}
