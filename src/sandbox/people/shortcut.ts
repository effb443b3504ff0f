import { deliver } from '../delivery/deliver.js';
import { channelOf, interactionBase, messagePayload } from '../delivery/payloads.js';
import { requireChannel } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { newTs } from '../engine/ids.js';
import { findMessage } from '../engine/messages.js';
import { notify } from '../engine/notices.js';
import { newResponseUrl } from '../engine/response-urls.js';
import type { User } from '../engine/state.js';
import { newTrigger } from '../engine/triggers.js';
import type { JsonObject } from '../json.js';
import type { DoReply } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Op } from './send.js';
import { ackError } from './wording.js';

/** A person picks a shortcut: a global one, or one from a message's menu. */
export async function shortcut(engine: Engine, user: User, op: Op<'shortcut'>): Promise<DoReply> {
  const known = engine.manifest.shortcuts.find((it) => it.callbackId === op.callbackId);
  if (!known) throw new Refusal('unknown_shortcut', { notice: `There is no shortcut ${op.callbackId}.` });
  const isOnMessage = known.kind === 'message';
  if (isOnMessage && !op.message) throw new Refusal('message_not_found');
  const payload = {
    ...interactionBase(engine, isOnMessage ? 'message_action' : 'shortcut', user),
    callback_id: known.callbackId,
    trigger_id: newTrigger(engine, user.id, { channel: op.message?.channel }),
    action_ts: newTs(engine.state, engine.now()),
    ...(isOnMessage && op.message ? messageFields(engine, user, op.message) : {}),
  };
  const ack = await deliver(engine, { kind: 'shortcut', name: known.callbackId, payload });
  const error = ackError(ack);
  if (!error) return { ok: true };
  const notice = `${known.name} failed with the error "${error}"`;
  notify(engine, user.id, { kind: 'error', text: notice });
  return { ok: false, error, notice };
}

function messageFields(engine: Engine, user: User, at: { channel: string; ts: string }): JsonObject {
  const channel = requireChannel(engine.state, at.channel, user.id);
  const message = findMessage(engine.state, channel.id, at.ts);
  if (!message || message.ephemeralFor) throw new Refusal('message_not_found');
  return {
    channel: channelOf(channel),
    message_ts: message.ts,
    message: messagePayload(engine, message),
    response_url: newResponseUrl(engine, {
      channel: channel.id,
      userId: user.id,
      messageTs: message.botId ? message.ts : undefined,
    }),
  };
}
