/** Says when something may be done again. */
export interface Pacer {
  /** Takes a turn for this key: 0 if it is now, or how many milliseconds to wait before asking again. */
  take(key: string): number;
  /** Nothing of this key for so many milliseconds: Slack's `Retry-After`. */
  hold(key: string, ms: number): void;
}

/** A channel takes a few messages at once and then one after the other (Slack: "about one per second, short bursts"). */
const burst = 4;

/**
 * Spaces messages of one channel; other keys are only ever held by `Retry-After`. Virtual scheduling (GCRA): one
 * number a key, the time at which its bucket would be full again.
 */
export function createPacer(now: () => Date, perSecond: number): Pacer {
  const interval = 1_000 / perSecond;
  const fullAt = new Map<string, number>();
  const heldUntil = new Map<string, number>();
  return {
    take(key) {
      const at = now().getTime();
      const held = (heldUntil.get(key) ?? 0) - at;
      if (held > 0) return held;
      heldUntil.delete(key);
      if (!key.startsWith('post:')) return 0;
      if (fullAt.size > 10_000) forget(fullAt, at);
      const next = Math.max(fullAt.get(key) ?? 0, at) + interval;
      const wait = next - at - burst * interval;
      if (wait > 0) return Math.ceil(wait);
      fullAt.set(key, next);
      return 0;
    },
    hold(key, ms) {
      heldUntil.set(key, now().getTime() + ms);
    },
  };
}

function forget(times: Map<string, number>, before: number): void {
  for (const [key, time] of times) if (time < before) times.delete(key);
}
