import { type Pressed, redrawCopies } from './posts.js';
import type { Acting } from './transact.js';

/** Every copy of an escalation's card shows its new state. */
export const redrawEscalation = async (
  tx: Acting,
  escalationId: string,
  pressed: Partial<Pressed> = {},
): Promise<void> => redrawCopies(tx, await tx.posts.ofEscalation(tx.accountId, escalationId), pressed);

/** The brief in the threads of its cards follows, by a job. */
export const syncBrief = (tx: Acting, escalationId: string): Promise<void> =>
  tx.enqueue({ work: { kind: 'escalation.brief', escalationId }, dedupeKey: `brief:${escalationId}` });
