import type { Person } from './member.js';

/** What is told of who carries a walk, and of walks that are put aside and taken up again. */
export type CarryNotice =
  | { kind: 'handed_over'; from: Person; to: Person; ticketNumber: number; sessionId: string }
  | { kind: 'resumed'; by: Person }
  /** To who had it. */
  | { kind: 'taken_over'; by: Person; ticketNumber: number; sessionId: string }
  /** `over`: somebody has gone on since. */
  | { kind: 'stopped'; by: Person; sessionId: string; over?: boolean };
