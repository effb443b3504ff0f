import { type Found, findElement } from '../block-kit/find.js';
import { channelOf, messagePayload, viewPayload } from '../delivery/payloads.js';
import { requireChannel } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { findMessage } from '../engine/messages.js';
import type { Channel, Message, User } from '../engine/state.js';
import { stackOf } from '../engine/views.js';
import { assertNever, type JsonObject } from '../json.js';
import type { SlackBlock, SlackView, Surface } from '../protocol.js';
import { Refusal } from '../refusal.js';

/** Where a person acts: the surface that they see, looked up. */
export type Place =
  | { kind: 'message'; channel: Channel; message: Message; blocks: SlackBlock[] }
  | { kind: 'view'; view: SlackView; blocks: SlackBlock[] };

/** @throws Refusal channel_not_found, message_not_found, view_not_found */
export function locate(engine: Engine, user: User, on: Surface): Place {
  switch (on.kind) {
    case 'message':
      return locateMessage(engine, user, on);
    case 'view': {
      const view = stackOf(engine.state, user.id).at(-1)?.view;
      if (!view || view.id !== on.viewId) throw new Refusal('view_not_found');
      return { kind: 'view', view, blocks: view.blocks };
    }
    case 'home': {
      const view = engine.state.homes[user.id];
      if (!view) throw new Refusal('view_not_found');
      return { kind: 'view', view, blocks: view.blocks };
    }
    default:
      return assertNever(on);
  }
}

function locateMessage(engine: Engine, user: User, on: Extract<Surface, { kind: 'message' }>): Place {
  const channel = requireChannel(engine.state, on.channel, user.id);
  const message = findMessage(engine.state, channel.id, on.ts);
  const isHidden = message?.ephemeralFor !== undefined && message.ephemeralFor !== user.id;
  if (!message || isHidden) throw new Refusal('message_not_found');
  const earlier = message.earlier.find((it) => it.version === on.version);
  return { kind: 'message', channel, message, blocks: earlier?.blocks ?? message.blocks };
}

/**
 * The element acted on. A click from a screen that shows an earlier version of the message finds the element of that
 * version: Slack sends such clicks on, and the app must cope.
 * @throws Refusal action_not_found
 */
export function requireElement(place: Place, blockId: string, actionId: string): Found {
  const found = findElement(place.blocks, blockId, actionId);
  if (!found) throw new Refusal('action_not_found');
  return found;
}

/** `container` and what else tells the app where something happened. */
export function placeFields(engine: Engine, place: Place): JsonObject {
  if (place.kind === 'view') {
    return {
      container: { type: 'view', view_id: place.view.id },
      view: viewPayload(engine, place.view),
    };
  }
  const { channel, message } = place;
  const isEphemeral = message.ephemeralFor !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: channelOf(channel),
    // Slack keeps no copy of an ephemeral message: a click on one comes without it.
    ...(isEphemeral ? {} : { message: messagePayload(engine, message) }),
  };
}
