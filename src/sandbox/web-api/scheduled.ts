import type { Engine } from '../engine/engine.js';
import { newId } from '../engine/ids.js';
import type { JsonObject } from '../json.js';
import { Refusal } from '../refusal.js';
import { Args, paged } from './args.js';
import { runPostMessage } from './chat.js';
import type { Call, Methods } from './method.js';
import { requirePostable, requireSeen } from './target.js';

const MAX_AHEAD_S = 120 * 24 * 3600;

function schedule({ engine, args }: Call): JsonObject {
  const channel = requirePostable(engine, args.need('channel'));
  const postAt = args.int('post_at', 0);
  const now = engine.now() / 1000;
  if (postAt <= now) throw new Refusal('time_in_past');
  if (postAt > now + MAX_AHEAD_S) throw new Refusal('time_too_far');
  if (!args.has('text') && !args.has('blocks')) throw new Refusal('no_text');
  const id = newId(engine.state, 'Q');
  engine.state.scheduled.push({ id, channel: channel.id, postAt, args: args.raw });
  return {
    channel: channel.id,
    scheduled_message_id: id,
    post_at: postAt,
    message: { text: args.text('text') ?? '' },
  };
}

function unschedule({ engine, args }: Call): JsonObject {
  requireSeen(engine, args.need('channel'));
  const id = args.need('scheduled_message_id');
  if (!engine.state.scheduled.some((it) => it.id === id)) throw new Refusal('invalid_scheduled_message_id');
  engine.state.scheduled = engine.state.scheduled.filter((it) => it.id !== id);
  return {};
}

function list({ engine, args }: Call): JsonObject {
  const page = paged(args, engine.state.scheduled);
  return {
    scheduled_messages: page.items.map((it) => ({ id: it.id, channel_id: it.channel, post_at: it.postAt })),
    response_metadata: { next_cursor: page.next },
  };
}

/** Posts what is due. What cannot be posted any more is dropped, as Slack does. */
export function postDue(engine: Engine): void {
  const now = engine.now() / 1000;
  const due = engine.state.scheduled.filter((it) => it.postAt <= now);
  if (due.length === 0) return;
  engine.state.scheduled = engine.state.scheduled.filter((it) => it.postAt > now);
  for (const { args } of due) {
    try {
      runPostMessage({ engine, args: new Args(args) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

export const scheduled: Methods = {
  'chat.scheduleMessage': { scope: 'chat:write', run: schedule },
  'chat.deleteScheduledMessage': { scope: 'chat:write', run: unschedule },
  'chat.scheduledMessages.list': { run: list },
};
