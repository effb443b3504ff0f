import { describe, expect, it } from 'vitest';
import { bar, percent, quantile } from '../../src/cli/shared/bars.js';
import { seededRandom, shuffled } from '../../src/cli/shared/random.js';

describe('bars', () => {
  it('hold what was measured to the goal, not what is shown of it', () => {
    expect(bar({ name: 'walks', value: 99.96, unit: '%' }, { exactly: 100 })).toEqual({
      name: 'walks',
      value: 100,
      unit: '%',
      goal: '= 100',
      ok: false,
    });
  });

  it('are reached at the goal itself', () => {
    expect(bar({ name: 'first', value: 80, unit: '%' }, { atLeast: 80 }).ok).toBe(true);
    expect(bar({ name: 'lost', value: 0, unit: 'rows' }, { atMost: 0 }).ok).toBe(true);
  });

  it('have no percentage of nothing', () => {
    expect(percent(1, 4)).toBe(25);
    expect(percent(0, 0)).toBeNull();
  });

  it('take quantiles by nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    expect(quantile(values, 0.5)).toBe(3);
    expect(quantile(values, 0.95)).toBe(5);
    expect(quantile([], 0.5)).toBeNull();
  });
});

describe('seeds', () => {
  it('give the same order again, and all of the items', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const once = shuffled(items, seededRandom(7));
    expect(shuffled(items, seededRandom(7))).toEqual(once);
    expect(shuffled(items, seededRandom(8))).not.toEqual(once);
    expect([...once].sort((a, b) => a - b)).toEqual(items);
  });
});
