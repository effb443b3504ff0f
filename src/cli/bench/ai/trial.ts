import type { Embedder } from '../../../ai/embedder.js';
import type { ModelConfig } from '../../../ai/openai/endpoint.js';
import type { Bar, Figure } from '../../shared/bars.js';
import type { MockEndpoint } from './endpoint.js';

/** What every part of `bench ai` is run with. */
export interface AiTrial {
  short: boolean;
  seed: number;
  /** A PostgreSQL server to make databases on; null for the embedded database. */
  databaseUrl: string | null;
  embedder: Embedder;
  progress(done: number, total: number, what: string): void;
}

/** What is measured is in the figures; what takes longer than this on a busy machine never came. */
export const patienceMs = 90_000;

export interface Measured {
  bars: Bar[];
  figures: Figure[];
}

/** The port to a mock endpoint, as a configuration would open it. */
export const modelAt = ({ baseUrl }: Pick<MockEndpoint, 'baseUrl'>): ModelConfig => ({
  baseUrl,
  apiKey: null,
  model: 'mock',
  effort: null,
  firstByteMs: 12_000,
  totalMs: 15_000,
});
