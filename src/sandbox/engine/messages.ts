import type { SlackBlock } from '../protocol.js';
import type { Engine } from './engine.js';
import { newTs } from './ids.js';
import type { Message, State } from './state.js';

const EARLIER_KEPT = 10;

export type NewMessage = Partial<Omit<Message, 'ts'>> & Pick<Message, 'channel' | 'userId' | 'text'>;

/** The message with this `ts`; messages are sorted by it. */
export function findMessage(state: State, channel: string, ts: string): Message | undefined {
  const messages = state.messages[channel] ?? [];
  let low = 0;
  let high = messages.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const message = messages[middle];
    if (!message) return undefined;
    if (message.ts === ts) return message;
    if (message.ts < ts) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Puts a message into its channel and brings its thread's parent up to date. */
export function addMessage(engine: Engine, fields: NewMessage): Message {
  const { state } = engine;
  const message: Message = {
    blocks: [],
    attachments: [],
    reactions: [],
    files: [],
    replyCount: 0,
    replyUserIds: [],
    version: 1,
    earlier: [],
    ...fields,
    ts: newTs(state, engine.now()),
  };
  const messages = state.messages[message.channel] ?? [];
  messages.push(message);
  state.messages[message.channel] = messages;
  engine.changed({ type: 'message', message });
  if (!message.ephemeralFor) recount(engine, message);
  return message;
}

/** Changes a message in place; its former blocks are kept for clicks that are under way. */
export function changeMessage(
  engine: Engine,
  message: Message,
  change: Partial<Message> & { blocks?: SlackBlock[] },
): void {
  if (change.blocks) {
    message.earlier = [{ version: message.version, blocks: message.blocks }, ...message.earlier].slice(
      0,
      EARLIER_KEPT,
    );
  }
  Object.assign(message, change);
  message.version += 1;
  engine.changed({ type: 'message', message });
}

/** Takes a message away, from its thread's count too. */
export function removeMessage(engine: Engine, message: Message): void {
  const messages = engine.state.messages[message.channel] ?? [];
  engine.state.messages[message.channel] = messages.filter((it) => it !== message);
  engine.changed({ type: 'messageRemoved', message });
  if (!message.ephemeralFor) recount(engine, message);
}

/** A thread's parent and replies, ephemerals left out. */
export function threadOf(state: State, channel: string, ts: string): Message[] {
  return (state.messages[channel] ?? []).filter(
    (it) => (it.ts === ts || it.threadTs === ts) && !it.ephemeralFor,
  );
}

function recount(engine: Engine, reply: Message): void {
  if (!reply.threadTs) return;
  const [parent, ...replies] = threadOf(engine.state, reply.channel, reply.threadTs);
  if (!parent || parent.ts !== reply.threadTs) return;
  parent.replyCount = replies.length;
  parent.replyUserIds = [...new Set(replies.map((it) => it.userId))];
  parent.latestReplyTs = replies.at(-1)?.ts;
  engine.changed({ type: 'message', message: parent });
}
