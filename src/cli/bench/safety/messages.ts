import { plainWords } from '../../../domain/lint/plain-words.js';

interface Watched {
  fetch: typeof globalThis.fetch;
  /** Every text that Slack was sent and would read markup in. */
  texts(): string[];
  /** Whether a text stands in any message, in whatever letters. */
  show(text: string): boolean;
}

/** Listens to what is sent to Slack. */
export function watchMessages(fetch: typeof globalThis.fetch): Watched {
  const bodies: string[] = [];
  const marked: string[] = [];
  const read = (body: string): void => {
    const fields = Object.fromEntries(new URLSearchParams(body));
    const payload: unknown = body.startsWith('{')
      ? JSON.parse(body)
      : { ...fields, blocks: parsed(fields.blocks) };
    bodies.push(plainWords(allTexts(payload).join('\n')));
    marked.push(...markup(payload));
  };
  return {
    fetch: (input, init) => {
      if (typeof init?.body === 'string' || init?.body instanceof URLSearchParams) read(String(init.body));
      return fetch(input, init);
    },
    texts: () => marked,
    show: (text) => {
      const start = plainWords(text).slice(0, 60);
      return bodies.some((body) => body.includes(start));
    },
  };
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function allTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (!isFields(value)) return [];
  return Object.values(value).flatMap(allTexts);
}

/** Texts in mrkdwn, and the message's own text, which Slack reads as mrkdwn too. */
function markup(payload: unknown): string[] {
  if (!isFields(payload)) return [];
  const own = typeof payload.text === 'string' && payload.type === undefined ? [payload.text] : [];
  const mrkdwn = payload.type === 'mrkdwn' && typeof payload.text === 'string';
  const here = mrkdwn
    ? [payload.verbatim === true ? String(payload.text) : `not verbatim: ${payload.text}`]
    : [];
  return [
    ...own,
    ...here,
    ...Object.values(payload).flatMap((inner) => (isFields(inner) ? markup(inner) : [])),
  ];
}

/** A ping of many or of somebody who is not there, a link to where nobody sent us, or a bare address that Slack would link. */
export const liveIn = (text: string): boolean =>
  /<!(?:channel|here|everyone|subteam)/.test(text) ||
  /<@U0(?:ADMIN|12345|12AB3CD)/.test(text) ||
  /<(?:https?|mailto|tel):[^>]*evil/.test(text) ||
  (text.startsWith('not verbatim: ') && /https?:\/\/evil|@(?:here|channel|everyone)/.test(text));
