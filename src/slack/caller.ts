import type { Caller } from '../usecases/index.js';

/** Where the middleware leaves who acts, for the listeners. */
export const callerKey = 'intakeCaller';

/** Who acts. @throws {Error} where the middleware did not run: a fault of ours. */
export function callerOf(context: Record<string, unknown>): Caller {
  const caller = context[callerKey];
  if (!isCaller(caller)) throw new Error('Nobody was identified for this act');
  return caller;
}

const isCaller = (value: unknown): value is Caller =>
  typeof value === 'object' && value !== null && 'actor' in value && 'delivery' in value;
