import type { JsonObject } from '../../../src/sandbox/json.js';
import { mrkdwn, plain } from './api.js';

export const x = (length: number): string => 'x'.repeat(length);
export const section = (text: JsonObject): JsonObject => ({ type: 'section', text });
export const actions = (...elements: JsonObject[]): JsonObject => ({ type: 'actions', elements });
export const option = (text: string, value = text): JsonObject => ({ text: plain(text), value });
export const select = (count: number, more: JsonObject = {}): JsonObject => ({
  type: 'static_select',
  action_id: 's',
  options: Array.from({ length: count }, (_, at) => option(String(at))),
  ...more,
});
export const input = (element: JsonObject): JsonObject => ({ type: 'input', label: plain('Label'), element });
export const textInput = (more: JsonObject = {}): JsonObject => ({
  type: 'plain_text_input',
  action_id: 't',
  ...more,
});
export const image = { type: 'image', image_url: 'https://northwind.example/a.png', alt_text: 'A' };
export const bullets = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
};
export const confirm = {
  title: plain('Sure?'),
  text: mrkdwn('Really'),
  confirm: plain('Yes'),
  deny: plain('No'),
};
