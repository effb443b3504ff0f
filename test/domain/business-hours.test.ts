import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterOpenMinutes,
  aroundTheClock,
  type BusinessHours,
  isTimeOfDay,
  isTimeZone,
} from '../../src/domain/business-hours.js';

const office: BusinessHours = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
const openAfter = (start: string, minutes: number, hours: BusinessHours | null = office) =>
  afterOpenMinutes(new Date(start), minutes, hours).toISOString();

describe('open minutes', () => {
  it('are all minutes where there are no hours', () => {
    expect(openAfter('2026-11-21T22:00:00Z', 90, null)).toBe('2026-11-21T23:30:00.000Z');
    expect(openAfter('2026-10-24T22:00:00Z', 300, aroundTheClock('Europe/Berlin'))).toBe(
      '2026-10-25T03:00:00.000Z',
    );
  });

  it('count within the day, from the opening where it is early, and end at its close', () => {
    expect(openAfter('2026-11-23T09:10:00Z', 15)).toBe('2026-11-23T09:25:00.000Z');
    expect(openAfter('2026-11-23T05:00:00Z', 15)).toBe('2026-11-23T08:15:00.000Z');
    expect(openAfter('2026-11-23T15:45:00Z', 15)).toBe('2026-11-23T16:00:00.000Z');
  });

  it('go on at the next opening, over nights and weekends', () => {
    expect(openAfter('2026-11-23T15:50:00Z', 15)).toBe('2026-11-24T08:05:00.000Z');
    expect(openAfter('2026-11-20T15:50:00Z', 15)).toBe('2026-11-23T08:05:00.000Z');
    expect(openAfter('2026-11-21T12:00:00Z', 480 * 6)).toBe('2026-11-30T16:00:00.000Z');
  });

  it('follow the wall clock over the nights in which it changes', () => {
    // Friday 27 March 16:30 in Berlin is 15:30 UTC; on Monday 09:00 it is 07:00 UTC.
    expect(openAfter('2026-03-27T15:30:00Z', 45)).toBe('2026-03-30T07:15:00.000Z');
    // Friday 23 October 16:30 is 14:30 UTC; on Monday 09:00 it is 08:00 UTC.
    expect(openAfter('2026-10-23T14:30:00Z', 45)).toBe('2026-10-26T08:15:00.000Z');
  });

  it('are fewer in the night that loses an hour and more in the one that repeats it', () => {
    const night: BusinessHours = { zone: 'Europe/Berlin', days: [6], from: '22:00', to: '06:00' };
    expect(openAfter('2026-03-28T21:00:00Z', 7 * 60, night)).toBe('2026-03-29T04:00:00.000Z');
    expect(openAfter('2026-10-24T20:00:00Z', 9 * 60, night)).toBe('2026-10-25T05:00:00.000Z');
  });

  it('begin when the clock skips the time at which it opens, and with the first of two', () => {
    const skipped: BusinessHours = { zone: 'Europe/Berlin', days: [7], from: '02:30', to: '05:00' };
    expect(openAfter('2026-03-28T12:00:00Z', 1, skipped)).toBe('2026-03-29T01:01:00.000Z');
    expect(openAfter('2026-10-24T12:00:00Z', 1, skipped)).toBe('2026-10-25T00:31:00.000Z');
    const until: BusinessHours = { zone: 'Europe/Berlin', days: [7], from: '00:00', to: '02:30' };
    expect(openAfter('2026-03-28T23:00:00Z', 121, until)).toBe('2026-04-04T22:01:00.000Z');
  });

  it('know zones of a quarter of an hour, of half an hour of daylight saving, and days that were left out', () => {
    const at = (zone: string): BusinessHours => ({ ...office, zone });
    expect(openAfter('2026-11-23T03:00:00Z', 30, at('Asia/Kathmandu'))).toBe('2026-11-23T03:45:00.000Z');
    expect(openAfter('2026-10-02T06:15:00Z', 60, at('Australia/Lord_Howe'))).toBe('2026-10-04T22:45:00.000Z');
    // Samoa had no 30 December 2011, a Friday.
    expect(openAfter('2011-12-30T02:00:00Z', 120, at('Pacific/Apia'))).toBe('2012-01-01T20:00:00.000Z');
  });
});

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
];
const time = fc
  .tuple(fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const anyHours: fc.Arbitrary<BusinessHours> = fc
  .record({
    zone: fc.constantFrom(...zones),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    from: time,
    to: time,
  })
  .filter(({ from, to }) => from !== to);

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const formats = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
  ]),
);

/** Asks the wall clock minute by minute; knows nothing of openings. */
function isOpen(at: number, { zone, days, from, to }: BusinessHours): boolean {
  const parts = formats.get(zone)?.formatToParts(at) ?? [];
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const now = `${part('hour')}:${part('minute')}`;
  const today = weekdays.indexOf(part('weekday')) + 1;
  const yesterday = today === 1 ? 7 : today - 1;
  if (to > from) return days.includes(today) && now >= from && now < to;
  return (days.includes(today) && now >= from) || (days.includes(yesterday) && now < to);
}

it('are those that the wall clock counts, minute by minute, around changes of the clock', () => {
  const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'];
  const start = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -2_880, max: 2_880 }))
    .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) + minutes * 60_000);
  fc.assert(
    fc.property(anyHours, start, fc.integer({ min: 1, max: 900 }), (hours, from, minutes) => {
      let at = from;
      for (let left = minutes; left > 0; at += 60_000) if (isOpen(at, hours)) left -= 1;
      expect(afterOpenMinutes(new Date(from), minutes, hours).getTime()).toBe(at);
    }),
    { numRuns: 60, seed: 7 },
  );
});

it('are added one part after the other', () => {
  const start = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  const some = fc.integer({ min: 0, max: 3_000 });
  fc.assert(
    fc.property(anyHours, start, some, fc.integer({ min: 1, max: 3_000 }), (hours, from, first, second) => {
      const whole = afterOpenMinutes(new Date(from), first + second, hours);
      const parts = afterOpenMinutes(afterOpenMinutes(new Date(from), first, hours), second, hours);
      expect(parts).toEqual(whole);
    }),
    { numRuns: 300, seed: 7 },
  );
});

it('take times of day and time zones that there are', () => {
  expect(['09:00', '23:59'].every(isTimeOfDay)).toBe(true);
  expect(['24:00', '9:00', '09:60', ''].some(isTimeOfDay)).toBe(false);
  expect(isTimeZone('Europe/Berlin')).toBe(true);
  expect(isTimeZone('Mars/Olympus')).toBe(false);
});
