import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewNode, NodeProposal, PathEntry, Risk } from '../../src/domain/draft.js';
import { depthCap } from '../../src/domain/flow.js';
import { capEscalation, type GrowingAt, growthOf, isAtCap, serverKeys } from '../../src/domain/growth.js';

const risk: fc.Arbitrary<Risk> = fc.record({
  level: fc.constantFrom('none', 'low', 'disruptive'),
  effect: fc.option(fc.constant('The computer restarts')),
  dataLoss: fc.option(fc.constant('Unsaved work')),
  undo: fc.option(fc.constant('Turn it on again')),
});

const text = fc.constantFrom(
  'Is the light on?',
  'Restart the router.',
  'Reset the password in the admin centre.',
  'Delete the profile and add it again.',
  'Unlock the account.',
  'Open the settings and look at the version.',
);

const proposal: fc.Arbitrary<NodeProposal> = fc.record({
  key: fc.option(fc.constantFrom('identity', serverKeys.identity, 'x')),
  kind: fc.constantFrom('question', 'instruction', 'resolution', 'escalation'),
  text,
  label: fc.option(fc.constant('A label')),
  howToTell: fc.option(fc.constant('Look at the lamp.')),
  answers: fc
    .uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 5 })
    .map((labels) => labels.map((label) => ({ label, likelihood: 0.5 }))),
  risk,
});

const entry = (key: string | null, answerLabel: string): PathEntry => ({
  key,
  kind: 'question',
  text: 'q',
  answerLabel,
  answerKind: 'choice',
});

const at: fc.Arbitrary<GrowingAt> = fc.record({
  source: fc.constantFrom('model', 'built_in'),
  depth: fc.integer({ min: 1, max: depthCap }),
  path: fc.constantFrom(
    [],
    [entry(serverKeys.identity, 'Yes')],
    [entry(serverKeys.identity, 'No')],
    [entry(null, 'Yes')],
  ),
  gated: fc.boolean(),
});

/** Every way through a growth, as the keys or kinds that a walk meets in order. */
function ways(nodes: readonly NewNode[], place = 0, before: NewNode[] = []): NewNode[][] {
  const node = nodes[place];
  if (!node || before.includes(node)) throw new Error('The growth runs in a circle, or out of itself');
  const here = [...before, node];
  const on = node.answers.flatMap(({ leadsTo }) => (leadsTo === null ? [] : [leadsTo]));
  return on.length === 0 ? [here] : on.flatMap((next) => ways(nodes, next, here));
}

const opensAccounts = (node: NewNode) => node.kind === 'instruction' && /password|unlock/i.test(node.text);
const isDangerous = (node: NewNode) => node.kind === 'instruction' && /delete|reset/i.test(node.text);
const property = (check: (nodes: NewNode[], asked: NodeProposal, where: GrowingAt) => void) =>
  fc.assert(
    fc.property(proposal, at, (asked, where) => check(growthOf(asked, where), asked, where)),
    { numRuns: 2_000 },
  );

describe('whatever a builder proposes', () => {
  it('never shows a step that opens an account before the caller is known', () => {
    property((nodes, _, { path, source }) => {
      if (source === 'built_in') return;
      const known = path.some(({ key, answerLabel }) => key === serverKeys.identity && answerLabel === 'Yes');
      for (const way of ways(nodes))
        for (const [index, node] of way.entries())
          if (opensAccounts(node))
            expect(known || way.slice(0, index).some(({ key }) => key === serverKeys.identity)).toBe(true);
    });
  });

  it('asks the customer before what interrupts them, and leaves what cannot be undone to engineering', () => {
    property((nodes, asked, { source }) => {
      if (source === 'built_in') return;
      for (const way of ways(nodes))
        for (const [index, node] of way.entries())
          if (isDangerous(node) || (node.kind === 'instruction' && asked.risk.level === 'disruptive')) {
            expect(way.slice(0, index).some(({ key }) => key === serverKeys.confirm)).toBe(true);
            expect(asked.risk.undo).not.toBeNull();
          }
    });
  });

  it('checks every fix, and ends in a resolution where it worked', () => {
    property((nodes, asked) => {
      const fix = nodes.find(({ kind }) => kind === 'instruction');
      if (!fix || asked.risk.level === 'none') return;
      const check = nodes[fix.answers.find(({ kind }) => kind === 'done')?.leadsTo ?? -1];
      expect(check?.key).toBe(serverKeys.verify);
      expect(nodes[check?.answers[0]?.leadsTo ?? -1]?.kind).toBe('resolution');
    });
  });

  it('stays within the depth cap, with every answer leading on or to be asked for', () => {
    property((nodes, _, { depth }) => {
      for (const way of ways(nodes))
        for (const [index, node] of way.entries()) expect(node.depth).toBe(depth + index);
      for (const node of nodes) {
        expect(node.depth).toBeLessThanOrEqual(depthCap);
        if (node.answers.some(({ leadsTo }) => leadsTo === null)) expect(node.depth).toBeLessThan(depthCap);
      }
    });
  });

  it('takes no key from a model: none of its nodes passes for one of the server', () => {
    property((nodes, _, { source }) => {
      for (const node of nodes)
        if (node.source === 'model') expect(node.key).toBeNull();
        else if (source === 'model') expect(node.source).toBe('server');
    });
  });

  it('says how to find out at questions only', () => {
    property((nodes) => {
      for (const node of nodes) if (node.howToTell) expect(node.kind).toBe('question');
    });
  });

  it('can always be answered: a question with "Not sure" and "Something else", an instruction in three ways', () => {
    property((nodes) => {
      for (const node of nodes.filter(({ source }) => source !== 'server')) {
        const kinds = node.answers.map(({ kind }) => kind);
        if (node.kind === 'question') expect(kinds.slice(-2)).toEqual(['not_sure', 'something_else']);
        else if (node.kind === 'instruction') expect(kinds).toEqual(['done', 'didnt_help', 'cant_do']);
        else expect(kinds).toEqual([]);
      }
    });
  });
});

it('writes the escalation of the cap itself, and never before', () => {
  expect([1, depthCap - 1, depthCap, depthCap + 1].map(isAtCap)).toEqual([false, false, true, true]);
  expect(capEscalation(depthCap)).toMatchObject({ kind: 'escalation', source: 'server', answers: [] });
});
