import { setTimeout as sleep } from 'node:timers/promises';
import type { Wait } from '../agent.js';
import type { Child } from '../child.js';

/**
 * How long people waited for something after a start: who waited before it, from the start of the process on; who
 * came while it started, from then on. What begins later is not the start's doing.
 */
export class Usable {
  slowest = 0;
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
    const isReady = () => {
      if (this.startedAt === startedAt) this.readyAt = performance.now();
    };
    ready.then(isReady, () => undefined);
  }

  readonly served = ({ by, since, what }: Wait): void => {
    this.people.add(by);
    if (since > this.readyAt) return;
    const from = Math.max(since, this.startedAt);
    const ms = performance.now() - from;
    this.slowest = Math.max(this.slowest, ms);
    const begun = Math.round(from - this.startedAt);
    this.waits.push({
      ms,
      words: `${by} waited ${Math.round(ms)} ms for ${what}, from ${begun} ms after the start`,
    });
  };

  /** Resolves when so many people have been served, or after a minute. */
  async allServed(count: number): Promise<void> {
    for (let looks = 0; looks < 600 && this.people.size < count; looks += 1) await sleep(100);
  }

  /** Who waited longer than this, in words. */
  waitsOver(mostMs: number): string[] {
    return this.waits.filter(({ ms }) => ms > mostMs).map(({ words }) => words);
  }
}
