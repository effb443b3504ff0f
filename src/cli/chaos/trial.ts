import type { Embedder } from '../../ai/embedder.js';
import type { Bar, Figure } from '../shared/bars.js';
import type { Plant } from './plants.js';

/** What every bar is run with. */
export interface Trial {
  /** Seconds instead of minutes. */
  short: boolean;
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
