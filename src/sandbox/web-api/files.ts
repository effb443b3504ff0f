import { fireMessageEvents } from '../delivery/events.js';
import type { Engine } from '../engine/engine.js';
import { newId } from '../engine/ids.js';
import { addMessage, findMessage } from '../engine/messages.js';
import { BOT_ID, BOT_USER_ID } from '../engine/seed.js';
import type { StoredFile } from '../engine/state.js';
import { asObjects, asString, type JsonObject } from '../json.js';
import type { FileView } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Call, Methods } from './method.js';
import { requirePostable } from './target.js';

const types: Record<string, string> = {
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  png: 'image/png',
};

function getUploadUrl({ engine, args }: Call): JsonObject {
  const name = args.need('filename');
  const id = newId(engine.state, 'F');
  const mimetype = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  engine.state.files[id] = {
    id,
    name,
    title: name,
    mimetype,
    size: args.int('length', 0),
    url: `${engine.origin}/files/${id}`,
    ownerId: BOT_USER_ID,
    created: Math.floor(engine.now() / 1000),
    content: '',
    isComplete: false,
  };
  return { upload_url: `${engine.origin}/upload/${id}`, file_id: id };
}

/** Takes the bytes that the app sends to an upload URL. @returns whether the URL was good. */
export function receiveUpload(engine: Engine, id: string, content: Uint8Array): boolean {
  const file = engine.state.files[id];
  if (!file || file.isComplete) return false;
  file.content = Buffer.from(content).toString('base64');
  file.size = content.byteLength;
  return true;
}

function complete({ engine, args }: Call): JsonObject {
  const wanted = asObjects(args.json('files'));
  if (wanted.length === 0) throw new Refusal('invalid_arguments');
  const files = wanted.map((it) => completed(engine, it));
  const channelId = args.text('channel_id') ?? args.text('channels');
  if (channelId)
    share(engine, channelId, { files, threadTs: args.text('thread_ts'), text: args.text('initial_comment') });
  return { files: files.map((it) => ({ id: it.id, title: it.title })) };
}

function completed(engine: Engine, wanted: JsonObject): StoredFile {
  const file = engine.state.files[asString(wanted.id) ?? ''];
  if (!file) throw new Refusal('file_not_found');
  file.title = asString(wanted.title) ?? file.title;
  file.isComplete = true;
  return file;
}

function share(
  engine: Engine,
  channelId: string,
  post: { files: StoredFile[]; threadTs?: string; text?: string },
): void {
  const channel = requirePostable(engine, channelId);
  if (post.threadTs && !findMessage(engine.state, channel.id, post.threadTs))
    throw new Refusal('thread_not_found');
  const message = addMessage(engine, {
    channel: channel.id,
    userId: BOT_USER_ID,
    botId: BOT_ID,
    subtype: 'file_share',
    text: post.text ?? '',
    threadTs: post.threadTs,
    files: post.files.map(fileView),
  });
  fireMessageEvents(engine, channel, message);
}

const fileView = ({ id, name, title, mimetype, size, url }: StoredFile): FileView => ({
  id,
  name,
  title,
  mimetype,
  size,
  url,
});

function info({ engine, args }: Call): JsonObject {
  const file = engine.state.files[args.need('file')];
  if (!file) throw new Refusal('file_not_found');
  return { file: { ...fileView(file), created: file.created, user: file.ownerId, url_private: file.url } };
}

export const files: Methods = {
  'files.getUploadURLExternal': { scope: 'files:write', run: getUploadUrl },
  'files.completeUploadExternal': { scope: 'files:write', run: complete },
  'files.info': { scope: 'files:read', run: info },
};
