import { setTimeout as sleep } from 'node:timers/promises';
import { isMember } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { newId, tsOf } from '../engine/ids.js';
import { BOT_USER_ID } from '../engine/seed.js';
import type { Channel, ChannelKind, Message } from '../engine/state.js';
import type { JsonObject } from '../json.js';
import { deliver } from './deliver.js';
import { eventPayload, messagePayload } from './payloads.js';
import type { Ack } from './transport.js';

const messageEvents: Record<ChannelKind, { name: string; channelType: string }> = {
  public: { name: 'message.channels', channelType: 'channel' },
  private: { name: 'message.groups', channelType: 'group' },
  im: { name: 'message.im', channelType: 'im' },
  mpim: { name: 'message.mpim', channelType: 'mpim' },
};

/** Sends an event if the manifest subscribes to it; unanswered ones are sent up to three times more. */
export function fireEvent(engine: Engine, event: JsonObject, subscription = String(event.type)): void {
  if (!engine.manifest.events.includes(subscription) || engine.state.isAppRevoked) return;
  sendEvent(engine, String(event.type), event);
}

function sendEvent(engine: Engine, name: string, event: JsonObject): void {
  const stamped = { event_ts: tsOf(Math.floor(engine.now() * 1000)), ...event };
  const eventId = newId(engine.state, 'Ev');
  const payload = eventPayload(engine, stamped, { eventId, botUserId: BOT_USER_ID });
  const sent = deliver(engine, { kind: 'event', name, payload });
  engine.track(sent.then((ack) => retry(engine, { name, payload, ack, num: 1 })));
}

type Attempt = { name: string; payload: JsonObject; ack: Ack; num: number };

const isDelivered = (ack: Ack): boolean => ack.status >= 200 && ack.status < 300;

async function retry(engine: Engine, attempt: Attempt): Promise<void> {
  const { ack, num } = attempt;
  const wait = engine.patience.eventRetries[num - 1];
  // Nobody is there to retry to when nothing is connected: real Slack drops these too in Socket Mode.
  if (isDelivered(ack) || ack.noRetry || wait === undefined || !engine.transport()) return;
  // Only repetitions that follow at once are waited for: nobody wants to await a minute.
  if (wait === 0) return repeat(engine, attempt);
  void sleep(wait, undefined, { ref: false }).then(() => repeat(engine, attempt));
}

async function repeat(engine: Engine, { name, payload, ack, num }: Attempt): Promise<void> {
  const next = await deliver(engine, {
    kind: 'event',
    name,
    payload,
    retry: { num, reason: retryReason(ack) },
  });
  await retry(engine, { name, payload, ack: next, num: num + 1 });
}

function retryReason(ack: Ack): string {
  if (ack.failure === 'timeout') return 'http_timeout';
  return ack.failure === 'unreachable' ? 'connection_failed' : 'http_error';
}

/** Fires what a new message means for the app: `message.*` where the bot is a member, `app_mention` when it is named. */
export function fireMessageEvents(engine: Engine, channel: Channel, message: Message): void {
  if (message.ephemeralFor || !isMember(channel, BOT_USER_ID)) return;
  const { name, channelType } = messageEvents[channel.kind];
  const event = {
    ...messagePayload(engine, message),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: channelType,
  };
  fireEvent(engine, event, name);
  const isMention = message.text.includes(`<@${BOT_USER_ID}>`) && message.userId !== BOT_USER_ID;
  if (isMention && channel.kind !== 'im') fireEvent(engine, { ...event, type: 'app_mention' });
}

/** Fires `message_changed` or `message_deleted`. */
export function fireMessageChange(
  engine: Engine,
  channel: Channel,
  message: Message,
  subtype: 'message_changed' | 'message_deleted',
): void {
  if (message.ephemeralFor || !isMember(channel, BOT_USER_ID)) return;
  const { name, channelType } = messageEvents[channel.kind];
  const inner = messagePayload(engine, message);
  const detail =
    subtype === 'message_changed'
      ? { message: inner, previous_message: inner }
      : { deleted_ts: message.ts, previous_message: inner };
  fireEvent(
    engine,
    {
      type: 'message',
      subtype,
      channel: channel.id,
      hidden: true,
      ts: message.ts,
      channel_type: channelType,
      ...detail,
    },
    name,
  );
}
