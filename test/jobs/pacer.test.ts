import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacer } from '../../src/jobs/pacer.js';

/** A pacer with a clock that is moved by hand. */
function paced(perSecond: number) {
  let at = 1_700_000_000_000;
  const pacer = createPacer(() => new Date(at), perSecond);
  return {
    ...pacer,
    at: () => at,
    passes: (ms: number) => {
      at += ms;
    },
    /** When the next turn is had, waiting as told. */
    turn(key: string): number {
      for (;;) {
        const wait = pacer.take(key);
        if (wait === 0) return at;
        at += wait;
      }
    },
  };
}

const burst = 4;

describe('messages of one channel', () => {
  it('go at once in a small burst and then one after the other', () => {
    const pacer = paced(1);
    const start = pacer.at();
    const turns = Array.from({ length: 8 }, () => pacer.turn('post:C1') - start);
    expect(turns.slice(0, burst)).toEqual([0, 0, 0, 0]);
    expect(turns.slice(burst)).toEqual([1_000, 2_000, 3_000, 4_000]);
  });

  it('are never more than the rate allows over any stretch of time, and never wait without need', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.5, 1, 2, 10),
        fc.array(fc.nat(3_000), { minLength: 1, maxLength: 40 }),
        (perSecond, pauses) => {
          const pacer = paced(perSecond);
          const interval = 1_000 / perSecond;
          const turns: number[] = [];
          for (const pause of pauses) {
            pacer.passes(pause);
            const asked = pacer.at();
            turns.push(pacer.turn('post:C1'));
            const waited = (turns.at(-1) ?? 0) - asked;
            expect(waited).toBeLessThanOrEqual(interval + 1);
          }
          for (const [from, first] of turns.entries())
            for (const [more, last] of turns.slice(from).entries())
              expect(more + 1).toBeLessThanOrEqual(burst + (last - first) / interval + 0.01);
        },
      ),
    );
  });

  it('do not hold up another channel’s, nor edits', () => {
    const pacer = paced(1);
    for (let count = 0; count < burst; count += 1) pacer.turn('post:C1');
    expect(pacer.take('post:C1')).toBeGreaterThan(0);
    expect(pacer.take('post:C2')).toBe(0);
    for (let count = 0; count < 50; count += 1) expect(pacer.take('update')).toBe(0);
  });

  it('do not lose a turn by asking too early', () => {
    const pacer = paced(1);
    for (let count = 0; count < burst; count += 1) pacer.turn('post:C1');
    const waits = Array.from({ length: 5 }, () => pacer.take('post:C1'));
    expect(new Set(waits)).toEqual(new Set([1_000]));
  });
});

describe('Slack’s Retry-After', () => {
  it('holds this key alone, for as long as it says', () => {
    const pacer = paced(1);
    pacer.hold('update', 30_000);
    expect(pacer.take('update')).toBe(30_000);
    expect(pacer.take('post:C1')).toBe(0);
    pacer.passes(29_999);
    expect(pacer.take('update')).toBe(1);
    pacer.passes(1);
    expect(pacer.take('update')).toBe(0);
  });
});
