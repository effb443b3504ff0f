import type { State } from './state.js';

/** The next id with Slack's look: a letter, then characters of a counter, so that every run gives the same ones. */
export function newId(state: State, prefix: string): string {
  state.counter += 1;
  return `${prefix}0${state.counter.toString(36).toUpperCase().padStart(8, '0')}`;
}

/** A short generated `block_id` or hash, unlike any that an app would choose. */
export function newToken(state: State): string {
  state.counter += 1;
  return `${(state.counter * 7919).toString(36)}x${state.counter.toString(36)}`;
}

/** A message id: seconds and microseconds, greater than any before. */
export function newTs(state: State, nowMs: number): string {
  state.lastTs = Math.max(Math.floor(nowMs * 1000), state.lastTs + 1);
  return tsOf(state.lastTs);
}

export function tsOf(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}

/** A small seeded generator (mulberry32): faults that strike by chance strike alike in every run. */
export function seededRandom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
