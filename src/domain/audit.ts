import type { Surface } from './member.js';

/** What a state change leaves behind: who did what, from where, and what it was before and after. */
export interface AuditRecord {
  /** Null when nobody did: a job, the set-up. */
  memberId: string | null;
  /** `noun.verbed`, e.g. `session.answered`. */
  action: string;
  /** What kind of thing it happened to. */
  subject: string;
  subjectId: string;
  before: object | null;
  after: object | null;
  surface: Surface;
}
