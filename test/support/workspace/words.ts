import type { PersonView } from '../../../src/sandbox/protocol.js';

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** mrkdwn as a person reads it: names for ids, no markup. */
export function read(view: PersonView, mrkdwn: string): string {
  return mrkdwn
    .replace(/<([^>]+)>/g, (_whole, inner: string) => readReference(view, inner))
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_([^_\n]+)_(?![\w_])/g, '$1')
    .replace(/(?<![\w~])~([^~\n]+)~(?![\w~])/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/&(amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
}

function readReference(view: PersonView, inner: string): string {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) {
    return `@${view.people.find((it) => it.id === target.slice(1))?.name ?? label ?? target.slice(1)}`;
  }
  if (target.startsWith('#')) {
    return `#${view.channels.find((it) => it.id === target.slice(1))?.name ?? label ?? 'private channel'}`;
  }
  if (target.startsWith('!subteam^')) {
    const id = target.slice(9);
    return `@${view.userGroups.find((it) => it.id === id)?.handle ?? label ?? id}`;
  }
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0] ?? ''}`;
  return label ?? target;
}

/** Spaces and line breaks do not matter when a text is looked for. */
const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();

export type Wanted = string | RegExp;

export const contains = (text: string, wanted: Wanted): boolean =>
  typeof wanted === 'string' ? collapsed(text).includes(collapsed(wanted)) : wanted.test(text);

/** A label is meant as a whole; emoji before it may be left out. */
export const isLabel = (label: string, wanted: Wanted): boolean => {
  if (typeof wanted !== 'string') return wanted.test(label);
  const bare = label.replace(/^(:[\w+-]+:|\p{Extended_Pictographic}|\uFE0F|\u200D)+\s*/u, '');
  return [label, bare].some((it) => collapsed(it) === collapsed(wanted));
};

export const quoted = (wanted: Wanted): string =>
  typeof wanted === 'string' ? `"${wanted}"` : String(wanted);
