import { messagePayload } from '../delivery/payloads.js';
import { isMember } from '../engine/channels.js';
import { findMessage } from '../engine/messages.js';
import { addReaction, removeReaction } from '../engine/reactions.js';
import { BOT_USER_ID } from '../engine/seed.js';
import type { Message } from '../engine/state.js';
import { Refusal } from '../refusal.js';
import type { Call, Methods } from './method.js';
import { requireSeen } from './target.js';

function requireMessage({ engine, args }: Call): Message {
  const channel = requireSeen(engine, args.need('channel'));
  if (!isMember(channel, BOT_USER_ID)) throw new Refusal('not_in_channel');
  const message = findMessage(engine.state, channel.id, args.need('timestamp'));
  if (!message || message.ephemeralFor) throw new Refusal('message_not_found');
  return message;
}

export const reactions: Methods = {
  'reactions.add': {
    scope: 'reactions:write',
    run: (call) => {
      addReaction(call.engine, requireMessage(call), call.args.need('name'), BOT_USER_ID);
      return {};
    },
  },
  'reactions.remove': {
    scope: 'reactions:write',
    run: (call) => {
      removeReaction(call.engine, requireMessage(call), call.args.need('name'), BOT_USER_ID);
      return {};
    },
  },
  'reactions.get': {
    scope: 'reactions:read',
    run: (call) => ({ type: 'message', message: messagePayload(call.engine, requireMessage(call)) }),
  },
};
