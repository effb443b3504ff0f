import type { HomeView, ModalView } from '@slack/types';
import { expect } from 'vitest';
import { messageBlockProblems, viewProblems } from '../../../src/sandbox/block-kit/validate.js';
import type { Message } from '../../../src/slack/blocks/elements.js';
import { limits } from '../../../src/slack/blocks/limits.js';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Every object inside, the outermost first. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (!isRecord(value)) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

const stringsAt = (value: unknown, key: string): string[] =>
  objectsIn(value)
    .map((object) => object[key])
    .filter((found) => typeof found === 'string');

/** All words on screen, one text after the other. */
export const wordsOf = (shown: { blocks: unknown[] }): string => stringsAt(shown.blocks, 'text').join('\n');

const ofType = (shown: { blocks: unknown[] }, type: string) =>
  objectsIn(shown.blocks).filter((object) => object.type === type);

const textOf = (object: Record<string, unknown>): string =>
  isRecord(object.text) ? String(object.text.text) : '';

/** The labels of the buttons, in order; `!` marks the one that stands out. */
export const buttonsOf = (shown: { blocks: unknown[] }): string[] =>
  ofType(shown, 'button').map((found) => `${textOf(found)}${found.style === 'primary' ? '!' : ''}`);

/** The value of the button with this label. */
export function valueOfButton(shown: { blocks: unknown[] }, label: string): string {
  const found = ofType(shown, 'button').find((candidate) => textOf(candidate) === label);
  return String(found?.value);
}

export const elementsOf = ofType;

export const optionsOf = (element: Record<string, unknown> | undefined): { text: string; value: string }[] =>
  objectsIn(element)
    .filter((object) => 'value' in object && isRecord(object.text))
    .map((object) => ({ text: textOf(object), value: String(object.value) }));

/** The blocks that a form asks for, by id. */
export const fieldsOf = (view: { blocks: unknown[] }): string[] =>
  ofType(view, 'input').map((input) => String(input.block_id));

// Slack's own markup, as the builders write it for our people, times, channels and workspace; nothing else is let through.
const ours =
  /<@U0[A-Z]{2,5}>|<!subteam\^S0[A-Z]+>|<#[CG]0[A-Z]+>|<!date\^-?\d+\^[^|<>]*\|[^|<>]*>|<https:\/\/acme\.slack\.com\/archives\/[A-Z0-9]+\/p\d+\|[^<>]*>/g;

/** What would be markup in what people typed: nothing may be left. */
function liveMarkup(shown: { blocks: unknown[]; text?: string }): string[] {
  const mrkdwn = stringsAt(
    objectsIn(shown.blocks).filter((object) => object.type === 'mrkdwn'),
    'text',
  );
  return [...mrkdwn, shown.text ?? ''].filter((text) => /[<>]/.test(text.replace(ours, '')));
}

const unescapedAmpersand = /&(?!amp;|lt;|gt;)/;

/** Everything Slack would refuse in it, and everything we promise beyond. */
function messageProblems(message: Message): string[] {
  const characters = stringsAt(message.blocks, 'text').join('').length;
  const mrkdwn = objectsIn(message.blocks).filter((object) => object.type === 'mrkdwn');
  return [
    ...messageBlockProblems(message.blocks).map(({ pointer, text }) => `${pointer} ${text}`),
    ...(characters > limits.messageCharacters ? [`${characters} characters`] : []),
    ...(message.text.trim() === '' ? ['no fallback text'] : []),
    ...(message.text.length > 4_000 ? ['fallback text too long'] : []),
    ...liveMarkup(message).map((text) => `live markup: ${text.slice(0, 200)}`),
    ...mrkdwn.filter(({ verbatim }) => verbatim !== true).map(() => 'mrkdwn without verbatim'),
    ...stringsAt(mrkdwn, 'text')
      .filter((text) => unescapedAmpersand.test(text))
      .map(() => 'cut escape'),
    ...loneSurrogates(message),
  ];
}

/** The same for a modal or the Home tab. */
function viewProblemsOf(view: ModalView | HomeView): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(view));
  return [
    ...viewProblems(view, view.type).map(({ pointer, text }) => `${pointer} ${text}`),
    ...(bytes > 250_000 ? [`${bytes} bytes`] : []),
    ...liveMarkup(view).map((text) => `live markup: ${text.slice(0, 200)}`),
    ...loneSurrogates(view),
  ];
}

const loneSurrogates = (shown: { blocks: unknown[] }): string[] =>
  wordsOf(shown).isWellFormed() ? [] : ['half a character'];

export function expectValid(message: Message): void {
  expect(messageProblems(message)).toEqual([]);
}

export function expectValidView(view: ModalView | HomeView): void {
  expect(viewProblemsOf(view)).toEqual([]);
}
