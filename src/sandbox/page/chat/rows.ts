import type { MessageView } from '../../protocol.js';
import { dateOfTs, isSameDay } from '../text/time.js';

/** One line of a message list. */
export type Row =
  | { kind: 'day'; key: string; date: Date }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: MessageView; isGrouped: boolean };

const groupedFor = 5 * 60;

/** Messages with their day dividers and the "new" line; what one author says within minutes stands together. */
export function rowsOf(messages: MessageView[], newAfterTs: string | null): Row[] {
  const rows: Row[] = [];
  let before: MessageView | undefined;
  let isNewDrawn = newAfterTs === null;
  for (const message of messages) {
    const date = dateOfTs(message.ts);
    const startsDay = !before || !isSameDay(dateOfTs(before.ts), date);
    if (startsDay) rows.push({ kind: 'day', key: `day ${message.ts}`, date });
    const startsNew = !isNewDrawn && message.ts > (newAfterTs ?? '');
    if (startsNew) rows.push({ kind: 'new', key: 'new' });
    isNewDrawn ||= startsNew;
    const isGrouped = !startsDay && !startsNew && belongTogether(before, message);
    rows.push({ kind: 'message', key: message.ts, message, isGrouped });
    before = message;
  }
  return rows;
}

function belongTogether(before: MessageView | undefined, message: MessageView): boolean {
  return (
    before !== undefined &&
    before.personId === message.personId &&
    before.username === message.username &&
    !before.subtype &&
    !message.subtype &&
    before.isEphemeral === message.isEphemeral &&
    !message.isBroadcast &&
    Number(message.ts) - Number(before.ts) < groupedFor
  );
}

export function topLevel(messages: MessageView[]): MessageView[] {
  return messages.filter(
    (message) => !message.threadTs || message.threadTs === message.ts || message.isBroadcast,
  );
}

export function repliesTo(messages: MessageView[], ts: string): MessageView[] {
  return messages.filter((message) => message.threadTs === ts && message.ts !== ts);
}
