export type Urgency = 'low' | 'normal' | 'high' | 'critical';

export const urgencies = ['low', 'normal', 'high', 'critical'] as const satisfies readonly Urgency[];

/** The record of a customer's problem; made when a session starts. */
export interface Ticket {
  accountId: string;
  id: string;
  /** Counts up from 1 in each account; people say "#12". */
  number: number;
  intakeId: string;
  categoryId: string | null;
}
