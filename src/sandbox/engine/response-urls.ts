import { requireMessageBlocks } from '../block-kit/validate.js';
import { asObjects, asString, type JsonObject } from '../json.js';
import { Refusal } from '../refusal.js';
import type { Engine } from './engine.js';
import { newId } from './ids.js';
import { addMessage, changeMessage, findMessage, removeMessage } from './messages.js';
import { BOT_ID, BOT_USER_ID } from './seed.js';
import type { Message, ResponseUrl } from './state.js';

const RESPONSE_URL_MS = 30 * 60 * 1000;
const RESPONSE_URL_USES = 5;
const KEPT = 500;

export type ResponsePlace = Pick<ResponseUrl, 'channel' | 'userId' | 'messageTs'>;

/** A new URL that answers in this place. */
export function newResponseUrl(engine: Engine, place: ResponsePlace): string {
  const { state } = engine;
  const id = newId(state, 'R');
  state.responseUrls[id] = { id, uses: 0, at: engine.now(), ...place };
  const ids = Object.keys(state.responseUrls);
  for (const old of ids.slice(0, Math.max(0, ids.length - KEPT))) delete state.responseUrls[old];
  return `${engine.origin}/respond/${id}`;
}

/**
 * What the app posts to a response URL.
 * @throws Refusal used_url after 5 uses, expired_url after 30 minutes, no_text, invalid_blocks, …
 */
export function respond(engine: Engine, id: string, body: JsonObject): void {
  const url = engine.state.responseUrls[id];
  if (!url) throw new Refusal('expired_url');
  if (url.uses >= RESPONSE_URL_USES) throw new Refusal('used_url');
  if (engine.now() - url.at > RESPONSE_URL_MS) throw new Refusal('expired_url');
  answerAt(engine, url, body);
  url.uses += 1;
}

/** Posts, replaces or deletes as a response body says; ephemeral unless it says `in_channel`. */
export function answerAt(engine: Engine, place: ResponsePlace, body: JsonObject): void {
  const original = place.messageTs ? findMessage(engine.state, place.channel, place.messageTs) : undefined;
  if (body.delete_original === true) {
    if (original) removeMessage(engine, original);
    return;
  }
  const content = contentOf(engine, body);
  if (body.replace_original === true && original) {
    replace(engine, original, content, body);
    return;
  }
  addMessage(engine, {
    channel: place.channel,
    userId: BOT_USER_ID,
    botId: BOT_ID,
    // An answer to a click in a thread lands in the channel unless it names the thread.
    threadTs: asString(body.thread_ts),
    ephemeralFor: body.response_type === 'in_channel' ? undefined : place.userId,
    ...content,
  });
}

type Content = Pick<Message, 'text' | 'blocks' | 'attachments'>;

function contentOf(engine: Engine, body: JsonObject): Content {
  const blocks = body.blocks === undefined ? [] : requireMessageBlocks(engine.state, body.blocks);
  const text = asString(body.text) ?? '';
  const attachments = asObjects(body.attachments);
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new Refusal('no_text');
  return { text, blocks, attachments };
}

/** Unlike `chat.update`, a replacement replaces everything: blocks that it does not bring are gone. */
function replace(engine: Engine, original: Message, content: Content, body: JsonObject): void {
  const blocks = body.blocks === undefined && content.text === '' ? original.blocks : content.blocks;
  changeMessage(engine, original, { ...content, blocks });
}
