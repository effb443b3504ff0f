import { lightUp } from '../ui/light-up.js';
import type { Seat } from './seat.js';

export type Permalink = { channel: string; ts: string; threadTs: string | undefined };

/** The message that an address of this workspace means, as in `/archives/C…/p1700000000123456?thread_ts=…`. */
export function readPermalink(address: string): Permalink | undefined {
  if (!URL.canParse(address, location.href)) return undefined;
  const url = new URL(address, location.href);
  const match = /^\/archives\/(\w+)\/p(\d{7,})$/.exec(url.pathname);
  const [, channel, digits] = match ?? [];
  if (url.origin !== location.origin || !channel || !digits) return undefined;
  const ts = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  return { channel, ts, threadTs: url.searchParams.get('thread_ts') ?? undefined };
}

export function followPermalink(seat: Pick<Seat, 'go' | 'openThread'>, link: Permalink): void {
  seat.go({ kind: 'channel', channel: link.channel });
  if (link.threadTs) seat.openThread(link.channel, link.threadTs);
  window.setTimeout(() => lightUp(messageElement(link.ts)), 300);
}

/** A message may stand in the channel and at the top of its thread: the last one drawn is the thread's. */
export function messageElement(ts: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(`[data-ts="${ts}"]`)].at(-1);
}

/** A web address from a button: our own messages open here, everything else in a new tab. */
export function openAddress(seat: Seat, address: string): void {
  const link = readPermalink(address);
  if (link) followPermalink(seat, link);
  else if (/^https?:/i.test(address)) window.open(address, '_blank', 'noopener,noreferrer');
}
