import { randomUUID } from 'node:crypto';
import { ConflictError, PermissionDeniedError } from '../../../domain/errors.js';
import type { Caller, UseCases } from '../../../usecases/index.js';
import type { Query } from '../check/finding.js';
import type { Act, By, Outcome } from './paper-walk.js';

/** The walk as the database has it. */
export interface Row {
  status: string;
  step_count: number;
  carried_by_id: string;
  stopped_at: Date | null;
  key: string;
  current_node_id: string;
}

/** Who walks, and what they walk with. */
export interface Desk {
  /** The use cases of each process on the same database. */
  replicas: readonly UseCases[];
  who(by: By): Caller;
  query: Query;
}

/** One walk of a flow through the use cases. */
export class KeptWalk {
  private readonly desk: Desk;
  private readonly sessionId: string;
  private turns = 0;

  constructor(desk: Desk, sessionId: string) {
    this.desk = desk;
    this.sessionId = sessionId;
  }

  /** Replicas take turns. */
  private get useCases(): UseCases {
    const { replicas } = this.desk;
    const replica = replicas[this.turns % replicas.length];
    if (!replica) throw new Error('There is no replica');
    return replica;
  }

  async row(): Promise<Row> {
    const [row] = await this.desk.query<Row>(
      'select s.*, n.key from session s join node n on n.id = s.current_node_id where s.id = $1',
      [this.sessionId],
    );
    if (!row) throw new Error('The session is gone');
    return row;
  }

  /** Who has its escalation; null where nobody does. */
  async claimant(): Promise<string | null> {
    const [claim] = await this.desk.query<{ member_id: string }>(
      `select c.member_id from claim c join escalation e on e.account_id = c.account_id and e.id = c.escalation_id
       where e.session_id = $1 and c.released_at is null`,
      [this.sessionId],
    );
    return claim?.member_id ?? null;
  }

  async does(next: Act, triesLeft = 3): Promise<Outcome> {
    this.turns += 1;
    try {
      return (await this.try(next)) ? 'done' : 'nothing';
    } catch (error) {
      if (error instanceof PermissionDeniedError) return 'denied';
      if (!(error instanceof ConflictError)) {
        // The database did not take it, on a busy machine for lack of time: then nothing of it is stored.
        if (triesLeft === 0) throw error;
        return this.does(next, triesLeft - 1);
      }
      return error.what === 'answered' ? 'stale' : outcomeOf(error.what);
    }
  }

  private async try(next: Act): Promise<boolean> {
    const { sessionId } = this;
    const caller = this.desk.who(next.by);
    const position = (await this.row()).step_count;
    const place = { sessionId, position, responseUrl: null };
    switch (next.kind) {
      case 'answer':
        return this.answer(caller, next.answer, position);
      case 'stale_answer':
        return position > 0 && this.answer(caller, 0, position - 1);
      case 'back':
        await this.useCases.goBack(caller, place);
        return true;
      case 'note':
        await this.useCases.addNote(caller, { source: 'modal', sessionId, text: 'a note' });
        return true;
      case 'stop':
      case 'resume':
        await this.useCases.carrySession(caller, { sessionId, act: { kind: next.kind } });
        return true;
      case 'hand_over': {
        const toMemberId = this.desk.who(next.to).actor.memberId;
        await this.useCases.carrySession(caller, { sessionId, act: { kind: 'hand_over', toMemberId } });
        return true;
      }
      case 'resolve':
        await this.useCases.resolveSession(caller, { sessionId, helpful: null });
        return true;
      case 'escalate':
        await this.useCases.escalateSession(caller, { sessionId, reason: 'beyond us', category: 'other' });
        return true;
      case 'claim':
      case 'release':
        return this.claims(next.kind, caller);
    }
  }

  private async answer(caller: Caller, choice: number, position: number): Promise<boolean> {
    const { sessionId } = this;
    const { current_node_id: nodeId, step_count: count } = await this.row();
    const answers = await this.desk.query<{ id: string }>(
      'select id from answer where node_id = $1 order by position',
      [nodeId],
    );
    const answerId = answers[choice % Math.max(answers.length, 1)]?.id;
    if (!answerId && position === count) return false;
    const input = { sessionId, position, nodeId, answerId: answerId ?? randomUUID(), responseUrl: null };
    await this.useCases.answerNode(caller, input);
    return true;
  }

  private async claims(kind: 'claim' | 'release', caller: Caller): Promise<boolean> {
    const [escalation] = await this.desk.query<{ id: string }>(
      'select id from escalation where session_id = $1',
      [this.sessionId],
    );
    if (!escalation) return false;
    const { useCases } = this;
    const act = kind === 'claim' ? useCases.claimEscalation : useCases.releaseEscalation;
    await act(caller, { escalationId: escalation.id });
    return true;
  }
}

function outcomeOf(what: ConflictError['what']): Outcome {
  switch (what) {
    case 'ended':
    case 'escalated':
    case 'not_current':
    case 'claimed':
    case 'not_claimed':
    case 'escalation_ended':
      return what;
    default:
      throw new Error(`Unexpected refusal ${what}`);
  }
}
