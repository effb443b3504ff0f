import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import type { MessageRef } from '../../domain/cards.js';
import type { Person } from '../../domain/member.js';
import { oneLine, shorten, utc } from '../../domain/text.js';
import { asTyped, fitting } from './as-typed.js';

/** Slack's mrkdwn markup as a type of its own text: what is escaped is not escaped again. */
export type Mrkdwn = string;

/**
 * Somebody's text for use in mrkdwn, shown as it was typed: nothing in it can mention, link, call a channel or turn
 * bold. Cut with an ellipsis so that the escaped form is at most `max` characters; an escape is never cut in two.
 */
export function mrkdwn(text: string, max = Number.POSITIVE_INFINITY): Mrkdwn {
  if (text.length <= max) {
    const safe = asTyped(text);
    if (safe.length <= max) return safe;
  }
  return `${fitting(text, max - 1).mrkdwn.trimEnd()}…`;
}

/** The same in one line, for lists. */
export const mrkdwnLine = (text: string, max: number): Mrkdwn =>
  mrkdwn(oneLine(text, Math.max(max, 1) * 2), max);

/**
 * A quote, line by line, of at most `max` characters and `lines` lines.
 * `&gt;` is how Slack itself stores the quote mark.
 */
export function quote(text: string, max: number, lines = 8): Mrkdwn {
  const all = text.split('\n');
  const first = all.slice(0, lines);
  const mark = '&gt; ';
  const safe = mrkdwn(first.join('\n'), Math.max(max - (mark.length + 2) * first.length - 2, 20));
  const cut = all.length > lines && !safe.endsWith('…') ? `${safe}…` : safe;
  return cut
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n');
}

/** A mrkdwn text object. `verbatim` keeps Slack from turning bare words into links and mentions. */
export const mrkdwnText = (text: Mrkdwn): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

/** A plain text object: Slack shows it letter by letter. An empty one is refused, so nothing becomes a dash. */
export const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: shorten(text.trim() === '' ? '–' : text, max),
  emoji: true,
});

/** One of our own people, as a mention. Never call it with what a customer or a model wrote. */
export function person({ slackUserId, displayName }: Pick<Person, 'slackUserId' | 'displayName'>): Mrkdwn {
  return /^[UW][A-Z0-9_]{1,30}$/.test(slackUserId) ? `<@${slackUserId}>` : mrkdwn(displayName, 80);
}

/** A channel, by its mention. */
export const channel = (id: string): Mrkdwn =>
  /^[CG][A-Z0-9_]{1,30}$/.test(id) ? `<#${id}>` : 'a direct message';

/** The time of day as the reader's clock shows it. */
export const clock = (at: Date): Mrkdwn => slackDate(at, '{time}', utc(at).slice(11));

/** Day and time as the reader's clock shows them: "Today at 10:42". */
export const moment = (at: Date): Mrkdwn => slackDate(at, '{date_short_pretty} at {time}', utc(at));

/** The same, and how long ago that was when the message is read. */
export const since = (at: Date): Mrkdwn => `${moment(at)} (${slackDate(at, '{ago}', utc(at))})`;

/** A Slack user group that an admin chose, as a mention. */
export const group = (id: string): Mrkdwn =>
  /^S[A-Z0-9_]{1,30}$/.test(id) ? `<!subteam^${id}>` : mrkdwn(id, 40);

const slackDate = (at: Date, format: string, otherwise: string): Mrkdwn =>
  `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${otherwise}>`;

/** How to point at a message. Null where no address is known: the words then say where it is. */
export type Links = (place: MessageRef) => string | null;

export const noLinks: Links = () => null;

/** Permalinks of a workspace, whose `url` comes from auth.test: `https://acme.slack.com/`. */
export function linksOf(workspaceUrl: string): Links {
  const base = workspaceUrl.replace(/\/+$/, '');
  return ({ channelId, ts }) => `${base}/archives/${channelId}/p${ts.replace('.', '')}`;
}

/** A link to a message, or the channel's name where no address is known. */
export function linkTo(place: MessageRef, label: string, links: Links): Mrkdwn {
  const url = links(place);
  return url && /^https?:\/\/[^\s<>|]{1,500}$/.test(url)
    ? `<${url}|${mrkdwn(label)}>`
    : `${mrkdwn(label)} in ${channel(place.channelId)}`;
}

/** "1 step", "3 steps". */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
