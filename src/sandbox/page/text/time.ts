const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const fullDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', month: 'long', day: 'numeric' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'long', day: 'numeric' });
const longDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
});
const shortDay = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const preciseClock = new Intl.DateTimeFormat(undefined, {
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
});
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export function dateOfTs(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

export function clockTime(date: Date): string {
  return clock.format(date);
}

/** Without AM and PM, for the narrow column beside grouped messages. */
export function shortTime(date: Date): string {
  const parts = clock.formatToParts(date).filter((part) => part.type !== 'dayPeriod');
  return parts
    .map((part) => part.value)
    .join('')
    .trim();
}

export function preciseTime(date: Date): string {
  return preciseClock.format(date);
}

export function fullMoment(date: Date): string {
  return moment.format(date);
}

export function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

/** "Today", "Yesterday" or the weekday with its date. */
export function dayName(date: Date, now = new Date()): string {
  if (isSameDay(date, now)) return 'Today';
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (isSameDay(date, yesterday)) return 'Yesterday';
  return date.getFullYear() === now.getFullYear() ? fullDay.format(date) : dayOfYear.format(date);
}

export function ago(date: Date, now = new Date()): string {
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  if (isSameDay(date, now)) return `today at ${clockTime(date)}`;
  return `${dayName(date, now)} at ${clockTime(date)}`;
}

/** Slack's `<!date^…>` tokens; nothing for a timestamp that is not one, and for a token that Slack does not know. */
export function formatSlackDate(seconds: number, format: string): string | undefined {
  if (!Number.isFinite(seconds)) return undefined;
  const date = new Date(seconds * 1000);
  const pretty = (otherwise: string) =>
    /^(Today|Yesterday)$/.test(dayName(date)) ? dayName(date) : otherwise;
  const tokens: Record<string, () => string> = {
    date_num: () => date.toISOString().slice(0, 10),
    date_slash: () => date.toLocaleDateString(),
    date: () => dayOfYear.format(date),
    date_pretty: () => pretty(dayOfYear.format(date)),
    date_short: () => shortDay.format(date),
    date_short_pretty: () => pretty(shortDay.format(date)),
    date_long: () => longDay.format(date),
    date_long_pretty: () => pretty(longDay.format(date)),
    time: () => clockTime(date),
    time_secs: () => preciseTime(date),
    ago: () => ago(date),
  };
  const named = [...format.matchAll(/\{(\w+)\}/g)].map(([, token = '']) => token);
  if (named.length === 0 || named.some((token) => !tokens[token])) return undefined;
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => tokens[token]?.() ?? whole);
}
