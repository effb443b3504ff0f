import { asObject, type JsonObject } from '../../../src/sandbox/json.js';

export type Answered = { status: number; headers: Headers; body: JsonObject };

/** Calls the Web API with JSON and the bot's token, as a program without an SDK would. */
export async function callApi(
  fetch: typeof globalThis.fetch,
  method: string,
  args: JsonObject = {},
  token = 'xoxb-sandbox-northwind',
): Promise<Answered> {
  const response = await fetch(`https://sandbox.invalid/api/${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(args),
  });
  return { status: response.status, headers: response.headers, body: asObject(await response.json()) };
}

export const plain = (text: string): JsonObject => ({ type: 'plain_text', text });
export const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text });

/** A modal with these blocks. */
export const modal = (blocks: unknown[] = [{ type: 'divider' }], more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain('Title'),
  blocks,
  ...more,
});

export const button = (actionId: string, text = 'Press'): JsonObject => ({
  type: 'button',
  action_id: actionId,
  text: plain(text),
});
