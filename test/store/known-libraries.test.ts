import { describe, expect, it } from 'vitest';
import { knownLibraries } from '../../src/store/known-libraries.js';

const library = (size: number, words: Record<string, number> = { printer: 12 }) => {
  const now = {
    size,
    usualExtent: 30,
    lens: null as number | null,
    words,
    counted: 0,
    read: 0,
    phrases: 0,
    apart: 0,
  };
  const reader = {
    count: async () => {
      now.counted += 1;
      return { size: now.size, usualExtent: now.usualExtent, lens: now.lens };
    },
    frequencies: async () => {
      now.read += 1;
      return new Map(Object.entries(now.words));
    },
    phrases: async () => {
      now.phrases += 1;
      return Array.from({ length: 500 }, (_, at) => ({
        kind: 'title' as const,
        get text() {
          now.apart += 1;
          return `printer ${at}`;
        },
      }));
    },
  };
  return { now, reader };
};

describe('what is known of a library', () => {
  it('is read each time where one flow more changes much', async () => {
    const { now, reader } = library(3);
    const known = knownLibraries();
    await known.of('desk', reader);
    now.size = 4;
    now.words = { scanner: 1 };
    const after = await known.of('desk', reader);
    expect(after.size).toBe(4);
    expect([...after.frequency.keys()]).toEqual(['scanner']);
  });

  it('is remembered for ten seconds, each account for itself', async () => {
    let time = 0;
    const known = knownLibraries(() => time);
    const desk = library(1_000);
    const other = library(1_000, { scanner: 3 });
    await known.of('desk', desk.reader);
    time = 9_000;
    expect((await known.of('desk', desk.reader)).frequency.get('printer')).toBe(12);
    expect((await known.of('other', other.reader)).frequency.has('printer')).toBe(false);
    expect(desk.now).toMatchObject({ counted: 1, read: 1 });
  });

  it('is taken apart when it is first read, a little at a time, unless it is small', async () => {
    let time = 0;
    const { now, reader } = library(1_000);
    const known = knownLibraries(() => time);
    await known.of('desk', reader);
    expect(now.apart).toBeLessThan(100);
    await expect.poll(() => now.apart).toBe(500);
    time = 11_000;
    now.usualExtent = 31;
    await known.of('desk', reader);
    expect(now).toMatchObject({ read: 2, phrases: 1 });
    const small = library(3);
    await known.of('small', small.reader);
    expect(small.now.phrases).toBe(0);
  });

  it('keeps its words when it is counted again and is as it was, and reads them again when it is not', async () => {
    let time = 0;
    const { now, reader } = library(1_000);
    const known = knownLibraries(() => time);
    await known.of('desk', reader);
    time = 11_000;
    await known.of('desk', reader);
    expect(now).toMatchObject({ counted: 2, read: 1 });
    now.usualExtent = 31;
    now.words = { scanner: 4 };
    time = 22_000;
    const after = await known.of('desk', reader);
    expect(after.usualExtent).toBe(31);
    expect(after.frequency.has('printer')).toBe(false);
    expect(after.spellings.nearest('scaner')).toEqual(['scanner']);
    expect(now.read).toBe(2);
  });

  it('lets the libraries go that were read longest ago when all of them have too many words', async () => {
    const words = Object.fromEntries(Array.from({ length: 150_000 }, (_, at) => [`word${at}`, 1]));
    const known = knownLibraries(() => 0);
    const desks = ['first', 'second', 'third'].map((name) => ({ name, ...library(1_000, words) }));
    for (const { name, reader } of desks) await known.of(name, reader);
    for (const { name, reader } of desks.toReversed()) await known.of(name, reader);
    expect(desks.map(({ now }) => now.read)).toEqual([2, 1, 1]);
  });
});
