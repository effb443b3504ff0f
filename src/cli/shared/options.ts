import { UsageError } from './command.js';

/** A whole number as typed behind `option`; `other` if it was not given. Throws UsageError for anything else. */
export function wholeNumber<Other>(option: string, typed: string | undefined, other: Other): number | Other {
  if (typed === undefined) return other;
  if (!/^\d{1,9}$/.test(typed)) throw new UsageError(`${option} must be a whole number.`);
  return Number(typed);
}

/** The PostgreSQL server of `--database-url`; null, the embedded database, if it was not given. Throws UsageError. */
export function databaseUrlOf(typed: string | undefined): string | null {
  if (typed === undefined) return null;
  if (!/^postgres(ql)?:\/\//.test(typed))
    throw new UsageError('--database-url must be a postgres:// address.');
  return typed;
}
