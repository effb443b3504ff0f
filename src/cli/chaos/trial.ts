import type { Embedder } from '../../ai/embedder.js';
import { type Bar, bar, type Figure } from '../shared/bars.js';
import { type Checked, countOf } from './check/check.js';
import type { Plant } from './plants.js';

/** What every bar is run with. */
export interface Trial {
  /** Seconds instead of minutes. */
  short: boolean;
  /** How much of the full run, from above 0 to 1. */
  part: number;
  seed: number;
  /** A PostgreSQL server to make databases on; null for the embedded database. */
  databaseUrl: string | null;
  embedder: Embedder;
  /** A fault of the product, planted to see that it is found. */
  plant: Plant | null;
  progress(done: number, total: number, what: string): void;
}

/** What came of it. */
export interface Outcome {
  bars: Bar[];
  figures: Figure[];
  /** What was found that must never be, in words. */
  findings: string[];
}

/** How much of something: a few in a short run, in a full one all of it or its part. */
export const sizeOf = ({ short, part }: Pick<Trial, 'short' | 'part'>, few: number, all: number): number =>
  short ? few : Math.ceil(all * part);

/** Acts of people, none of which may be lost, doubled or left half done. */
export function faultBars(name: string, checked: Checked, stuck: readonly string[]): Bar[] {
  const other = countOf(checked, 'audit', 'post', 'order', 'unusable', 'unfinished') + stuck.length;
  return [
    bar({ name: `${name}-lost`, value: countOf(checked, 'lost'), unit: 'acknowledged acts' }, { exactly: 0 }),
    bar(
      { name: `${name}-doubled`, value: countOf(checked, 'doubled', 'paid_twice'), unit: 'effects' },
      { exactly: 0 },
    ),
    bar({ name: `${name}-other`, value: other, unit: 'faults' }, { exactly: 0 }),
  ];
}
