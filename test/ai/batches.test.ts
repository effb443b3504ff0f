import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../src/ai/built-in/thread-pool.js';

const text = (length: number, at: number) => `${at}`.padEnd(length, 'x');
const mixed = Array.from({ length: 200 }, (_, at) => text([12, 900, 60, 150][at % 4] ?? 1, at));

describe('batches of texts', () => {
  it('hold every text once', () => {
    expect(batchesOf(mixed).flat().sort()).toEqual(mixed.toSorted());
    expect(batchesOf([])).toEqual([]);
  });

  it('cost no more than a person may wait for, filled up to their longest text', () => {
    const costs = batchesOf(mixed).map((batch) => batch.length * Math.max(...batch.map((one) => one.length)));
    expect(Math.max(...costs)).toBeLessThanOrEqual(1_000);
  });

  it('take many short texts at once, and a long one alone', () => {
    const sizes = batchesOf(mixed).map((batch) => batch.length);
    expect(Math.max(...sizes)).toBeGreaterThan(8);
    expect(sizes[0]).toBe(1);
  });
});
