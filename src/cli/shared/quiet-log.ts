import type { Log } from '../../jobs/log.js';

/** A log for measuring: what goes wrong is counted and can be shown at the end, nothing scrolls by. */
export interface QuietLog extends Log {
  /** Messages of warnings and errors with how often they came. */
  troubles(): Map<string, number>;
}

export function quietLog(): QuietLog {
  const counts = new Map<string, number>();
  const count = (fields: object, message: string) => {
    const words = `${message}${wordsOf(fields)}`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  };
  return { info: () => undefined, warn: count, error: count, troubles: () => counts };
}

function wordsOf(fields: object): string {
  const error: unknown = 'err' in fields ? fields.err : 'said' in fields ? fields.said : null;
  if (error === null) return '';
  return `: ${error instanceof Error ? error.message : String(error)}`.slice(0, 300);
}
