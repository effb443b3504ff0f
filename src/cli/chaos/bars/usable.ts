import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../shared/bars.js';
import type { Wait } from '../agent.js';
import type { Child } from '../child.js';

/**
 * How long people waited for something after a start: who waited before it, from the start of the process on; who
 * came while it started, from then on. What begins later is not the start's doing.
 */
export class Usable {
  slowest = 0;
  /** The longest that a process took to be ready. */
  slowestStart = 0;
  private startedAt = 0;
  private readyAt = Number.POSITIVE_INFINITY;
  private readonly waits: { ms: number; words: string }[] = [];
  private readonly people = new Set<string>();

  constructor(children: readonly Child[]) {
    for (const child of children) this.startedAgain(child);
  }

  startedAgain({ startedAt, ready }: Child): void {
    this.startedAt = startedAt;
    this.readyAt = Number.POSITIVE_INFINITY;
    this.people.clear();
    const isReady = () => {
      const now = performance.now();
      this.slowestStart = Math.max(this.slowestStart, now - startedAt);
      if (this.startedAt === startedAt) this.readyAt = now;
    };
    ready.then(isReady, () => undefined);
  }

  readonly served = ({ by, since, what }: Wait): void => {
    this.people.add(by);
    if (since > this.readyAt) return;
    const from = Math.max(since, this.startedAt);
    const begun = Math.round(from - this.startedAt);
    this.count(
      performance.now() - from,
      (ms) => `${by} waited ${ms} ms for ${what}, from ${begun} ms after the start`,
    );
  };

  /** Resolves when all of them have been served since the last start; a minute without counts as one. */
  async allServed(people: readonly string[]): Promise<void> {
    const missing = () => people.filter((by) => !this.people.has(by));
    for (let looks = 0; looks < 600 && missing().length > 0; looks += 1) await sleep(100);
    for (const by of missing())
      this.count(performance.now() - this.startedAt, (ms) => `${by} got nothing in ${ms} ms`);
  }

  /** Who waited longer than this, in words. */
  waitsOver(mostMs: number): string[] {
    return this.waits.filter(({ ms }) => ms > mostMs).map(({ words }) => words);
  }

  /** The waits of the middle one, for comparison. */
  get usual(): number {
    return (
      quantile(
        this.waits.map(({ ms }) => ms),
        0.5,
      ) ?? 0
    );
  }

  private count(ms: number, wordsOf: (ms: number) => string): void {
    this.slowest = Math.max(this.slowest, ms);
    this.waits.push({ ms, words: wordsOf(Math.round(ms)) });
  }
}
