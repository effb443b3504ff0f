import type { Person } from './member.js';

/**
 * A refusal that a person is told about. `code` names the sentence; the words are chosen in one place,
 * slack/middleware. Anything else that is thrown is a fault of ours.
 */
export abstract class IntakeError extends Error {
  abstract readonly code: string;
}

/** The thing named does not exist in this account. */
export class NotFoundError extends IntakeError {
  readonly code = 'not_found';
  readonly subject: string;

  constructor(subject: string) {
    super(`No such ${subject}`);
    this.subject = subject;
  }
}

/** The person may not do this. */
export class PermissionDeniedError extends IntakeError {
  readonly code = 'permission_denied';
  readonly action: string;
  readonly why: 'no_role' | 'role' | 'standing' | 'own_escalation' | 'private';

  constructor(action: string, why: PermissionDeniedError['why']) {
    super(`Not allowed: ${action} (${why})`);
    this.action = action;
    this.why = why;
  }
}

/** Somebody was first, or the thing has moved on since the button was drawn. */
export class ConflictError extends IntakeError {
  readonly code = 'conflict';
  readonly what:
    | 'answered'
    | 'ended'
    /** Somebody has handed the walk to engineering. */
    | 'escalated'
    | 'claimed'
    | 'not_claimed'
    | 'escalation_ended'
    | 'question_answered'
    | 'decided'
    | 'access_decided'
    | 'not_current'
    | 'replaced'
    | 'fix_checked'
    | 'not_ended'
    | 'too_late'
    /** A proposal has been published, rejected or withdrawn. */
    | 'reviewed'
    /** A proposal is not any more as the reviewer saw it. */
    | 'changed';
  readonly by: Person | null;

  constructor(what: ConflictError['what'], by: Person | null = null) {
    super(`Conflict: ${what}`);
    this.what = what;
    this.by = by;
  }
}

/** What was typed cannot be used; `problem` says why, `field` where. */
export class InvalidInputError extends IntakeError {
  readonly code = 'invalid_input';
  readonly field: string;
  readonly problem:
    | 'empty'
    | 'too_long'
    | 'unknown'
    | 'taken'
    | 'out_of_range'
    /** Of a person's part: more than all together have. */
    | 'over_total'
    /** Of a time: not after the one before it. */
    | 'too_early'
    | 'gate_closed'
    /** Of a category, or a flow of one: nothing new starts there. */
    | 'archived'
    /** Of a flow, likewise. */
    | 'retired'
    | 'not_a_url'
    | 'not_https'
    | 'forbidden_address'
    | 'not_found';
  readonly limit: number | null;

  constructor(field: string, problem: InvalidInputError['problem'], limit: number | null = null) {
    super(`Invalid ${field}: ${problem}`);
    this.field = field;
    this.problem = problem;
    this.limit = limit;
  }
}

/** This very delivery has taken effect before: nothing is done and nobody is told. */
export class DuplicateDeliveryError extends IntakeError {
  readonly code = 'duplicate';

  constructor() {
    super('This delivery has taken effect before');
  }
}
