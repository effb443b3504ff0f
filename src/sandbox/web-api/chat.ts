import { limits } from '../block-kit/limits.js';
import { requireMessageBlocks } from '../block-kit/validate.js';
import { fireMessageChange, fireMessageEvents } from '../delivery/events.js';
import { messagePayload } from '../delivery/payloads.js';
import { isMember } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { addMessage, changeMessage, findMessage, removeMessage } from '../engine/messages.js';
import { BOT_ID, BOT_USER_ID } from '../engine/seed.js';
import type { Channel, Message } from '../engine/state.js';
import { asObjects, isObject, type JsonObject } from '../json.js';
import { Refusal } from '../refusal.js';
import type { Args } from './args.js';
import { type Call, type Methods, requireScope } from './method.js';
import { requirePostable, requireSeen } from './target.js';

type Content = Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>;

/** @throws Refusal no_text, msg_too_long, too_many_attachments, invalid_blocks, … */
function contentOf(engine: Engine, args: Args): Content {
  const content: Content = {
    text: args.text('text') ?? '',
    blocks: args.has('blocks') ? requireMessageBlocks(engine.state, args.json('blocks')) : [],
    attachments: attachmentsOf(args),
    metadata: metadataOf(args),
  };
  if (content.text.length > limits.messageText) throw new Refusal('msg_too_long');
  if (content.text === '' && content.blocks.length === 0 && content.attachments.length === 0)
    throw new Refusal('no_text');
  return content;
}

function attachmentsOf(args: Args): JsonObject[] {
  if (!args.has('attachments')) return [];
  const attachments = args.json('attachments');
  if (!Array.isArray(attachments)) throw new Refusal('invalid_attachments');
  if (attachments.length > limits.attachments) throw new Refusal('too_many_attachments');
  return asObjects(attachments);
}

function metadataOf(args: Args): JsonObject | undefined {
  if (!args.has('metadata')) return undefined;
  const metadata = args.json('metadata');
  if (!isObject(metadata)) throw new Refusal('metadata_must_be_sent_as_json');
  if (typeof metadata.event_type !== 'string' || !isObject(metadata.event_payload)) {
    throw new Refusal('invalid_metadata_format');
  }
  return metadata;
}

/** The parent's `ts`: a reply to a reply lands in the same thread. @throws Refusal thread_not_found, cannot_reply_to_message */
function threadOf(engine: Engine, channel: Channel, args: Args): string | undefined {
  const ts = args.text('thread_ts');
  if (!ts) return undefined;
  const parent = findMessage(engine.state, channel.id, ts);
  if (!parent) throw new Refusal('thread_not_found');
  if (parent.ephemeralFor) throw new Refusal('cannot_reply_to_message');
  return parent.threadTs ?? parent.ts;
}

function customName(engine: Engine, args: Args): string | undefined {
  if (args.has('username') || args.has('icon_emoji') || args.has('icon_url'))
    requireScope(engine, 'chat:write.customize');
  return args.text('username');
}

function postMessage({ engine, args }: Call): JsonObject {
  const channel = requirePostable(engine, args.need('channel'));
  const content = contentOf(engine, args);
  const threadTs = threadOf(engine, channel, args);
  const message = addMessage(engine, {
    channel: channel.id,
    userId: BOT_USER_ID,
    botId: BOT_ID,
    username: customName(engine, args),
    threadTs,
    isBroadcast: threadTs && args.flag('reply_broadcast') ? true : undefined,
    ...content,
  });
  fireMessageEvents(engine, channel, message);
  return { channel: channel.id, ts: message.ts, message: messagePayload(engine, message) };
}

function postEphemeral({ engine, args }: Call): JsonObject {
  const channel = requirePostable(engine, args.need('channel'));
  const userId = args.need('user');
  const user = engine.state.users[userId];
  if (!user || user.isDeactivated || !isMember(channel, userId)) throw new Refusal('user_not_in_channel');
  const message = addMessage(engine, {
    channel: channel.id,
    userId: BOT_USER_ID,
    botId: BOT_ID,
    threadTs: threadOf(engine, channel, args),
    ephemeralFor: userId,
    ...contentOf(engine, args),
  });
  return { message_ts: message.ts };
}

/** The bot's own message; what others wrote and ephemerals are out of reach. @throws Refusal message_not_found, `notOwn` */
function requireOwn(engine: Engine, args: Args, notOwn: string): { channel: Channel; message: Message } {
  const channel = requireSeen(engine, args.need('channel'));
  const message = findMessage(engine.state, channel.id, args.need('ts'));
  if (!message || message.ephemeralFor) throw new Refusal('message_not_found');
  if (message.botId !== BOT_ID) throw new Refusal(notOwn);
  return { channel, message };
}

function update({ engine, args }: Call): JsonObject {
  const { channel, message } = requireOwn(engine, args, 'cant_update_message');
  if (channel.isArchived) throw new Refusal('is_archived');
  const hasNothing = !args.has('text') && !args.has('blocks') && !args.has('attachments');
  if (hasNothing) throw new Refusal('no_text');
  const text = args.text('text') ?? message.text;
  if (text.length > limits.messageText) throw new Refusal('msg_too_long');
  // Text alone keeps the blocks; only an empty list takes them away.
  const blocks = args.has('blocks')
    ? requireMessageBlocks(engine.state, args.json('blocks'))
    : message.blocks;
  const attachments = args.has('attachments') ? attachmentsOf(args) : message.attachments;
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new Refusal('no_text');
  const metadata = args.has('metadata') ? metadataOf(args) : message.metadata;
  changeMessage(engine, message, { text, blocks, attachments, metadata });
  fireMessageChange(engine, channel, message, 'message_changed');
  return { channel: channel.id, ts: message.ts, text, message: messagePayload(engine, message) };
}

function remove({ engine, args }: Call): JsonObject {
  const { channel, message } = requireOwn(engine, args, 'cant_delete_message');
  removeMessage(engine, message);
  fireMessageChange(engine, channel, message, 'message_deleted');
  return { channel: channel.id, ts: message.ts };
}

function getPermalink({ engine, args }: Call): JsonObject {
  const channel = requireSeen(engine, args.need('channel'));
  const message = findMessage(engine.state, channel.id, args.need('message_ts'));
  if (!message || message.ephemeralFor) throw new Refusal('message_not_found');
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
  const permalink = `${engine.origin}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink };
}

export const chat: Methods = {
  'chat.postMessage': { scope: 'chat:write', run: postMessage },
  'chat.postEphemeral': { scope: 'chat:write', run: postEphemeral },
  'chat.update': { scope: 'chat:write', run: update },
  'chat.delete': { scope: 'chat:write', run: remove },
  'chat.getPermalink': { run: getPermalink },
};

export { postMessage as runPostMessage };
