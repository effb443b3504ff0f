import { limits } from '../block-kit/limits.js';
import { deliver } from '../delivery/deliver.js';
import { fireMessageChange, fireMessageEvents } from '../delivery/events.js';
import { commandPayload } from '../delivery/payloads.js';
import { findChannel, isMember, requireChannel } from '../engine/channels.js';
import type { Engine } from '../engine/engine.js';
import { addMessage, changeMessage, findMessage, removeMessage } from '../engine/messages.js';
import { notify } from '../engine/notices.js';
import { answerAt, newResponseUrl, type ResponsePlace } from '../engine/response-urls.js';
import { BOT_USER_ID } from '../engine/seed.js';
import type { Channel, Message, User } from '../engine/state.js';
import { newTrigger } from '../engine/triggers.js';
import { isObject, parseJson } from '../json.js';
import type { DoReply, Operation } from '../protocol.js';
import { Refusal } from '../refusal.js';
import { markRead } from './rooms.js';
import { ackError } from './wording.js';

export type Op<T extends Operation['type']> = Extract<Operation, { type: T }>;

/** A person presses Enter in a composer: a message, a thread reply or a slash command. */
export async function send(engine: Engine, user: User, op: Op<'send'>): Promise<DoReply> {
  const channel = requireOpenChannel(engine, op.channel, user);
  const text = op.text.trim();
  if (text === '') throw new Refusal('no_text');
  if (text.startsWith('/') && op.threadTs) {
    const [name] = text.split(/\s/);
    throw new Refusal('not_in_threads', {
      notice: `${name} is not supported in threads. Type it in the channel itself.`,
    });
  }
  if (text.startsWith('/')) return runCommand(engine, user, { channel, text });
  if (text.length > limits.messageText) throw new Refusal('msg_too_long');
  return say(engine, user, { channel, text, threadTs: op.threadTs, isBroadcast: op.alsoToChannel });
}

function requireOpenChannel(engine: Engine, idOrName: string, user: User): Channel {
  const channel = requireChannel(engine.state, idOrName, user.id);
  if (!isMember(channel, user.id)) throw new Refusal('not_in_channel');
  if (channel.isArchived) throw new Refusal('is_archived');
  const isAppDm = channel.kind === 'im' && isMember(channel, BOT_USER_ID);
  if (isAppDm && !engine.manifest.hasMessagesTab) throw new Refusal('messages_tab_disabled');
  return channel;
}

type Said = { channel: Channel; text: string; threadTs?: string; isBroadcast?: boolean };

function say(engine: Engine, user: User, said: Said): DoReply {
  const { channel, threadTs } = said;
  const parent = threadTs ? findMessage(engine.state, channel.id, threadTs) : undefined;
  if (threadTs && (!parent || parent.ephemeralFor)) throw new Refusal('thread_not_found');
  const message = addMessage(engine, {
    channel: channel.id,
    userId: user.id,
    text: toMrkdwn(engine, said.text),
    threadTs: parent ? (parent.threadTs ?? parent.ts) : undefined,
    isBroadcast: said.isBroadcast || undefined,
  });
  markRead(engine, user, { type: 'markRead', channel: channel.id, ts: message.ts });
  fireMessageEvents(engine, channel, message);
  return { ok: true, ts: message.ts };
}

/** What the composer makes of typed text: escaped, with mentions and links as Slack stores them. */
function toMrkdwn(engine: Engine, text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return withMentions(engine, escaped).replace(/(?<![<|])\bhttps?:\/\/[^\s<>|]+/g, (url) => `<${url}>`);
}

function withMentions(engine: Engine, text: string): string {
  const { users } = engine.state;
  return text
    .replace(/(?<![\w<])@([\w.-]+)/g, (whole, handle: string) => {
      if (['here', 'channel', 'everyone'].includes(handle)) return `<!${handle}>`;
      const user = Object.values(users).find((it) => it.handle === handle);
      return user ? `<@${user.id}>` : whole;
    })
    .replace(/(?<![\w<&])#([\p{L}\p{N}_-]+)/gu, (whole, name: string) => {
      const channel = findChannel(engine.state, name);
      return channel ? `<#${channel.id}|${channel.name}>` : whole;
    });
}

async function runCommand(
  engine: Engine,
  user: User,
  typed: { channel: Channel; text: string },
): Promise<DoReply> {
  const { channel, text } = typed;
  const [name = '', ...words] = text.split(' ');
  const command = engine.manifest.commands.find((it) => it.command === name);
  if (!command) throw unknownCommand(engine, name);
  const place: ResponsePlace = { channel: channel.id, userId: user.id };
  const argument = words.join(' ').trim();
  const payload = commandPayload(engine, {
    user,
    channel,
    name,
    text: command.shouldEscape ? toMrkdwn(engine, argument) : argument,
    triggerId: newTrigger(engine, user.id, { channel: channel.id }),
    responseUrl: newResponseUrl(engine, place),
  });
  const ack = await deliver(engine, { kind: 'command', name, payload });
  const error = ackError(ack) ?? answered(engine, place, ack.body);
  if (!error) return { ok: true };
  const notice = `${name} failed with the error "${error}"`;
  notify(engine, user.id, { kind: 'error', text: notice, channel: channel.id });
  return { ok: false, error, notice };
}

function unknownCommand(engine: Engine, name: string): Refusal {
  const known = engine.manifest.commands.map((it) => it.command).join(', ');
  const notice = `${name} is not a valid command. Commands here: ${known || 'none'}.`;
  return new Refusal('unknown_command', { notice });
}

/** An acknowledgement may carry the first answer. @returns the error code when Slack cannot use it. */
function answered(engine: Engine, place: ResponsePlace, body: unknown): string | undefined {
  const parsed = typeof body === 'string' ? (parseJson(body) ?? body) : body;
  const answer = typeof parsed === 'string' ? { text: parsed } : parsed;
  if (!isObject(answer) || Object.keys(answer).length === 0 || answer.text === '') return undefined;
  try {
    answerAt(engine, place, answer);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

function requireOwn(engine: Engine, user: User, at: { channel: string; ts: string }, code: string): Message {
  const channel = requireOpenChannel(engine, at.channel, user);
  const message = findMessage(engine.state, channel.id, at.ts);
  if (!message) throw new Refusal('message_not_found');
  if (message.userId !== user.id) throw new Refusal(code);
  return message;
}

export function edit(engine: Engine, user: User, op: Op<'edit'>): DoReply {
  const message = requireOwn(engine, user, op, 'cant_update_message');
  if (op.text.trim() === '') throw new Refusal('no_text');
  const editedAt = Math.floor(engine.now() / 1000);
  changeMessage(engine, message, { text: toMrkdwn(engine, op.text), editedAt, editedBy: user.id });
  const channel = findChannel(engine.state, message.channel);
  if (channel) fireMessageChange(engine, channel, message, 'message_changed');
  return { ok: true };
}

export function deleteOwn(engine: Engine, user: User, op: Op<'delete'>): DoReply {
  const message = requireOwn(engine, user, op, 'cant_delete_message');
  removeMessage(engine, message);
  const channel = findChannel(engine.state, message.channel);
  if (channel) fireMessageChange(engine, channel, message, 'message_deleted');
  return { ok: true };
}

/** "Dismiss message" under an ephemeral. */
export function dismiss(engine: Engine, user: User, op: Op<'dismiss'>): DoReply {
  const message = findMessage(engine.state, op.channel, op.ts);
  if (!message || message.ephemeralFor !== user.id) throw new Refusal('message_not_found');
  removeMessage(engine, message);
  return { ok: true };
}
