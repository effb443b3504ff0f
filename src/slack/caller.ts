import type { Caller } from '../usecases/index.js';

/** Where the middleware leaves who acts, for the listeners. */
export const callerKey = 'intakeCaller';

/** A payload that lacks what every payload of its kind has: nothing can be done, and nobody can be told. */
export class UnreadablePayload extends Error {
  override readonly name = 'UnreadablePayload';
}

/** Who acts. @throws {UnreadablePayload} where the payload did not say. */
export function callerOf(context: Record<string, unknown>): Caller {
  const caller = context[callerKey];
  if (!isCaller(caller)) throw new UnreadablePayload('Nobody was identified for this act');
  return caller;
}

const isCaller = (value: unknown): value is Caller =>
  typeof value === 'object' && value !== null && 'actor' in value && 'delivery' in value;
