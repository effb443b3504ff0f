import { type Pressed, redrawCopies } from './posts.js';
import type { Acting } from './transact.js';

/** Every copy of an escalation's card shows its new state. */
export const redrawEscalation = async (
  tx: Acting,
  escalationId: string,
  pressed: Partial<Pressed> = {},
): Promise<void> => redrawCopies(tx, await tx.posts.ofEscalation(tx.accountId, escalationId), pressed);
