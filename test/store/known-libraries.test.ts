import { describe, expect, it } from 'vitest';
import { knownLibraries } from '../../src/store/known-libraries.js';

const counting = (size: number, usualExtent = 30) => {
  const counts = { times: 0, size, usualExtent };
  const count = async () => {
    counts.times += 1;
    return { size: counts.size, usualExtent: counts.usualExtent };
  };
  return { counts, count };
};

describe('what is known of a library', () => {
  it('is counted each time where one flow more changes much', async () => {
    const { counts, count } = counting(3);
    const known = knownLibraries();
    await known.of('desk', count);
    counts.size = 4;
    expect((await known.of('desk', count)).size).toBe(4);
  });

  it('is remembered for ten seconds, each account for itself', async () => {
    let time = 0;
    const { counts, count } = counting(1_000);
    const known = knownLibraries(() => time);
    const first = await known.of('desk', count);
    first.frequency.set('printer', 12);
    time = 9_000;
    expect((await known.of('desk', count)).frequency.get('printer')).toBe(12);
    expect((await known.of('other', count)).frequency.size).toBe(0);
    expect(counts.times).toBe(2);
  });

  it('keeps its words when it is counted again and is as it was, and forgets them when it is not', async () => {
    let time = 0;
    const { counts, count } = counting(1_000);
    const known = knownLibraries(() => time);
    (await known.of('desk', count)).frequency.set('printer', 12);
    time = 11_000;
    expect((await known.of('desk', count)).frequency.get('printer')).toBe(12);
    counts.usualExtent = 31;
    time = 22_000;
    expect((await known.of('desk', count)).frequency.size).toBe(0);
    expect(counts.times).toBe(3);
  });
});
