import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { ConflictError, PermissionDeniedError } from '../../src/domain/errors.js';
import type { Caller } from '../../src/usecases/index.js';
import { testDatabase } from '../support/database.js';
import { flow, question, resolution } from '../support/flows.js';
import { stage } from '../support/product.js';
import { type Act, act, type By, type Outcome, PaperWalk, ways } from '../support/walk-model.js';

const { product, caller, publish, rows } = await stage(await testDatabase());
const { useCases } = product;
const people: Caller[] = [];

beforeAll(async () => {
  const admin = await caller('admin');
  const { memberId } = (await caller('engineer')).actor;
  await useCases.giveRole(admin, { memberId, role: 'engineer', coversL1: true });
  people.push(await caller('agent'), await caller('engineer'), admin);
});

const who = (by: By): Caller => {
  const person = people[by];
  if (!person) throw new Error(`Nobody is ${by}`);
  return person;
};

interface Row {
  status: string;
  step_count: number;
  carried_by_id: string;
  stopped_at: Date | null;
  key: string;
  current_node_id: string;
}

/** One walk of a flow through the use cases. */
class KeptWalk {
  private readonly sessionId: string;

  constructor(sessionId: string) {
    this.sessionId = sessionId;
  }

  async row(): Promise<Row> {
    const [row] = await rows<Row>(
      'select s.*, n.key from session s join node n on n.id = s.current_node_id where s.id = $1',
      [this.sessionId],
    );
    if (!row) throw new Error('The session is gone');
    return row;
  }

  async does(next: Act): Promise<Outcome> {
    try {
      return (await this.try(next)) ? 'done' : 'nothing';
    } catch (error) {
      if (error instanceof PermissionDeniedError) return 'denied';
      if (!(error instanceof ConflictError)) throw error;
      return error.what === 'answered' ? 'stale' : outcomeOf(error.what);
    }
  }

  private async try(next: Act): Promise<boolean> {
    const { sessionId } = this;
    const caller = who(next.by);
    const position = (await this.row()).step_count;
    const place = { sessionId, position, responseUrl: null };
    switch (next.kind) {
      case 'answer':
        return this.answer(caller, next.answer, position);
      case 'stale_answer':
        return position > 0 && this.answer(caller, 0, position - 1);
      case 'back':
        await useCases.goBack(caller, place);
        return true;
      case 'note':
        await useCases.addNote(caller, { source: 'modal', sessionId, text: 'a note' });
        return true;
      case 'stop':
      case 'resume':
        await useCases.carrySession(caller, { sessionId, act: { kind: next.kind } });
        return true;
      case 'hand_over': {
        const toMemberId = who(next.to).actor.memberId;
        await useCases.carrySession(caller, { sessionId, act: { kind: 'hand_over', toMemberId } });
        return true;
      }
      case 'resolve':
        await useCases.resolveSession(caller, { sessionId, helpful: null });
        return true;
      case 'escalate':
        await useCases.escalateSession(caller, { sessionId, reason: 'beyond us', category: 'other' });
        return true;
      case 'claim':
        return this.claim(caller);
    }
  }

  private async answer(caller: Caller, choice: number, position: number): Promise<boolean> {
    const { sessionId } = this;
    const { current_node_id: nodeId, step_count: count } = await this.row();
    const answers = await rows<{ id: string }>('select id from answer where node_id = $1 order by position', [
      nodeId,
    ]);
    const answerId = answers[choice % Math.max(answers.length, 1)]?.id;
    if (!answerId && position === count) return false;
    const input = { sessionId, position, nodeId, answerId: answerId ?? randomUUID(), responseUrl: null };
    await useCases.answerNode(caller, input);
    return true;
  }

  private async claim(caller: Caller): Promise<boolean> {
    const [escalation] = await rows<{ id: string }>('select id from escalation where session_id = $1', [
      this.sessionId,
    ]);
    if (!escalation) return false;
    await useCases.claimEscalation(caller, { escalationId: escalation.id });
    return true;
  }
}

function outcomeOf(what: ConflictError['what']): Outcome {
  if (what === 'ended' || what === 'not_current' || what === 'claimed' || what === 'escalation_ended')
    return what;
  throw new Error(`Unexpected refusal ${what}`);
}

const definitionOf = (tree: readonly number[][]) =>
  flow(
    `tree-${randomUUID()}`,
    'A tree',
    tree.map((answers, index) =>
      answers.length === 0
        ? resolution(`${index}`, `Node ${index}`)
        : question(
            `${index}`,
            `Node ${index}`,
            Object.fromEntries(answers.map((next, place) => [`Answer ${place}`, `${next}`])),
          ),
    ),
  );

/** Flows whose every circle has a way out: others are not published. */
const canEnd = (tree: readonly number[][]): boolean => {
  const ends = new Set(tree.flatMap((answers, index) => (answers.length === 0 ? [index] : [])));
  for (let round = 0; round < tree.length; round += 1)
    for (const [index, answers] of tree.entries())
      if (answers.some((next) => ends.has(next))) ends.add(index);
  return tree.every((_, index) => ends.has(index));
};

it('keeps any walk by any three people as it would be on paper', async () => {
  await fc.assert(
    fc.asyncProperty(
      ways.filter(canEnd),
      fc.array(act, { minLength: 3, maxLength: 12 }),
      async (tree, acts) => {
        const flowId = await publish(definitionOf(tree));
        const { ticketNumber } = await useCases.submitIntake(who(0), {
          problem: 'walk this',
          how: { kind: 'flow', flow: flowId },
          channelId: 'C0HELPDESK',
          responseUrl: null,
        });
        const [session] = await rows<{ id: string }>(
          'select s.id from session s join ticket t on t.id = s.ticket_id where t.number = $1',
          [ticketNumber],
        );
        const paper = new PaperWalk(tree);
        const walk = new KeptWalk(session?.id ?? '');
        for (const next of acts) {
          expect(await walk.does(next), JSON.stringify(next)).toBe(paper.does(next));
          const row = await walk.row();
          expect(row).toMatchObject({
            status: paper.status,
            step_count: paper.steps,
            carried_by_id: who(paper.carriedBy).actor.memberId,
            key: String(paper.node),
          });
          expect(row.stopped_at !== null).toBe(paper.stopped);
        }
        const steps = await rows<{ number: number }>(
          'select number from step where session_id = $1 order by number',
          [session?.id],
        );
        expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
        expect(steps).toHaveLength(paper.steps);
        expect(await rows('select 1 from note where session_id = $1', [session?.id])).toHaveLength(
          paper.notes,
        );
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);
