import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type Desk, KeptWalk } from '../../src/cli/chaos/histories/kept-walk.js';
import type { Caller } from '../../src/usecases/index.js';
import { testDatabase } from '../support/database.js';
import { flow, question, resolution } from '../support/flows.js';
import { stage } from '../support/product.js';
import { act, type By, PaperWalk, ways } from '../support/walk-model.js';

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

const desk: Desk = { replicas: [useCases], who, query: (sql, values) => rows(sql, values) };

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
        const walk = new KeptWalk(desk, session?.id ?? '');
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
