import { Temporal } from 'temporal-polyfill';

/** When a desk works, by the clock on its wall. `to` at or before `from` is on the next day; both alike are a whole day. */
export interface BusinessHours {
  /** An IANA time zone, e.g. `Europe/Berlin`. */
  zone: string;
  /** 1 is Monday, 7 Sunday; the day on which it opens. */
  days: number[];
  /** `HH:MM`. */
  from: string;
  to: string;
}

const minute = 60_000;
/** A desk that opens at all does so within a week; two more for what begins before and ends after. */
const longestSearchDays = 9;

/** Day and night, all week. */
export const aroundTheClock = (zone: string): BusinessHours => ({
  zone,
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '00:00',
  to: '00:00',
});

/** True if it never closes. */
export const isAroundTheClock = ({ days, from, to }: BusinessHours): boolean =>
  new Set(days).size === 7 && from === to;

/** `09:30`, from 00:00 to 23:59. */
export const isTimeOfDay = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** True of a name that the time zone database knows. */
export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which so many open minutes have passed since `start`. Where the desk is closed the count waits; without
 * hours every minute counts. An hour that daylight saving leaves out counts nothing, one that it repeats counts twice.
 */
export function afterOpenMinutes(start: Date, minutes: number, hours: BusinessHours | null): Date {
  let left = minutes * minute;
  if (!hours || hours.days.length === 0) return new Date(start.getTime() + left);
  let from = start.getTime();
  for (;;) {
    const open = nextOpening(from, hours);
    const begins = Math.max(from, open.from);
    if (open.to - begins >= left) return new Date(begins + left);
    left -= open.to - begins;
    from = open.to;
  }
}

interface Opening {
  from: number;
  to: number;
}

/** The opening that `at` is in, or else the next one. */
function nextOpening(at: number, hours: BusinessHours): Opening {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hours.zone).toPlainDate();
  for (let days = -1; days <= longestSearchDays; days += 1) {
    const date = today.add({ days });
    if (!hours.days.includes(date.dayOfWeek)) continue;
    const opening = openingOn(date, hours);
    if (opening.to > Math.max(at, opening.from)) return opening;
  }
  throw new Error(`No opening within ${longestSearchDays} days`);
}

function openingOn(date: Temporal.PlainDate, { zone, from, to }: BusinessHours): Opening {
  const end = to <= from ? date.add({ days: 1 }) : date;
  return { from: instantOf(date, from, zone, 'earlier'), to: instantOf(end, to, zone, 'later') };
}

/** A time that the clock skips is the moment at which it skips; of one that it shows twice, `which` says the one. */
function instantOf(
  date: Temporal.PlainDate,
  time: string,
  timeZone: string,
  which: 'earlier' | 'later',
): number {
  const plain = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const zoned = plain.toZonedDateTime(timeZone, { disambiguation: which });
  if (zoned.toPlainDateTime().equals(plain)) return zoned.epochMilliseconds;
  const after = plain.toZonedDateTime(timeZone, { disambiguation: 'later' });
  return after.getTimeZoneTransition('previous')?.epochMilliseconds ?? zoned.epochMilliseconds;
}
