import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersToAskAhead, isWorthAskingAhead } from '../../src/domain/ahead.js';
import { depthCap, type FlowNode } from '../../src/domain/flow.js';
import { serverKeys } from '../../src/domain/growth.js';

const question = (likelihoods: (number | null)[], over: Partial<FlowNode> = {}): FlowNode => ({
  id: 'q',
  treeId: 't',
  key: null,
  kind: 'question',
  text: 'Is it?',
  label: null,
  source: 'model',
  depth: 1,
  answers: [
    ...likelihoods.map((likelihood, index) => ({
      id: `a${index}`,
      label: `Answer ${index}`,
      kind: 'choice' as const,
      nextNodeId: null,
      likelihood,
    })),
    { id: 'not-sure', label: 'Not sure', kind: 'not_sure', nextNodeId: null },
    { id: 'else', label: 'Something else…', kind: 'something_else', nextNodeId: null },
  ],
  ...over,
});

const asked = (
  node: FlowNode,
  clicks: [string, number][] = [],
  others: FlowNode[] = [],
  onDraft = 0,
): string[] => {
  const nodes = new Map([node, ...others].map((one) => [one.id, one]));
  return answersToAskAhead(node, nodes, { clicks: new Map(clicks), onDraft }).map(({ answerId }) => answerId);
};

describe('the answers that are asked for ahead', () => {
  it('cover nine tenths of the likelihood, likeliest first, three at most', () => {
    expect(asked(question([0.05, 0.95]))).toEqual(['a1']);
    expect(asked(question([0.3, 0.5, 0.2]))).toEqual(['a1', 'a0', 'a2']);
    expect(asked(question([0.2, 0.2, 0.2, 0.2, 0.2]))).toHaveLength(3);
    expect(asked(question([null, null]))).toEqual(['a0', 'a1']);
  });

  it('follow what people really answer', () => {
    expect(asked(question([0.95, 0.05]), [['a1', 50]])).toEqual(['a1']);
    expect(asked(question([0.5, 0.5]), [['not-sure', 30]])[0]).toBe('not-sure');
  });

  it('are not those that hardly anybody will give, unless the problem comes again and again', () => {
    const skewed = question([0.8, 0.07, 0.07, 0.06]);
    expect(asked(skewed)).toEqual(['a0']);
    expect(asked(skewed, [], [], 1)).toEqual(['a0', 'a1', 'a2']);
    expect(asked(skewed, [['a0', 3]], [], 3)).toEqual(['a0', 'a1', 'a2', 'a3']);
    const rare = question([0.96, 0.04]);
    expect(asked(rare, [['a0', 1]], [], 1)).toEqual(['a0']);
    expect(asked(rare, [['a0', 3]], [], 30)).toEqual(['a0', 'a1']);
  });

  it('are never "Something else", however often it is said', () => {
    expect(asked(question([0.5, 0.5]), [['else', 100]])).not.toContain('else');
  });

  it('are "Done", and behind the server’s check what comes where it did not help', () => {
    const done = { id: 'done', label: 'Done', kind: 'done' as const, nextNodeId: null };
    const rest = { id: 'no-help', label: "Didn't help", kind: 'didnt_help' as const, nextNodeId: null };
    const step = question([], { kind: 'instruction', answers: [done, rest] });
    expect(asked(step)).toEqual(['done']);
    const check = question([null, null], { id: 'check', source: 'server', depth: 2 });
    const [yes, no] = check.answers;
    const solved = question([], {
      id: 'solved',
      kind: 'resolution',
      source: 'server',
      depth: 3,
      answers: [],
    });
    const checked = { ...check, answers: [{ ...yes, nextNodeId: 'solved' }, no] as FlowNode['answers'] };
    const fix = { ...step, answers: [{ ...done, nextNodeId: 'check' }, rest] };
    expect(asked(fix, [], [checked, solved])).toEqual(['a1']);
  });

  it('are "Didn\'t help" only where no node will be there for it along with that of "No"', () => {
    const answers: FlowNode['answers'] = [
      { id: 'done', label: 'Done', kind: 'done', nextNodeId: 'check' },
      { id: 'no-help', label: "Didn't help", kind: 'didnt_help', nextNodeId: null },
    ];
    const fix = question([], { kind: 'instruction', answers });
    const check = (no: string | null) =>
      question([], {
        id: 'check',
        key: serverKeys.verify,
        source: 'server',
        depth: 2,
        answers: [
          { id: 'yes', label: 'Yes', kind: 'choice', nextNodeId: 'next' },
          { id: 'no', label: 'No', kind: 'choice', nextNodeId: no },
        ],
      });
    const next = question([], { id: 'next', answers: [] });
    const walked: [string, number][] = [['no-help', 9]];
    expect(asked(fix, walked, [check(null), next], 9)).toEqual(['no']);
    expect(asked(fix, walked, [check('next'), next], 9)).toEqual(['no-help']);
    const look = { ...fix, answers: answers.map((one) => ({ ...one, nextNodeId: null })) };
    expect(asked(look, walked, [], 9)).toEqual(['done', 'no-help']);
  });

  it('leave out what is there, and the cap, which the server writes', () => {
    const next = question([], { id: 'next', answers: [] });
    const there = question([0.9, 0.1]);
    const [first, ...others] = there.answers;
    const answers = [{ ...first, nextNodeId: 'next' }, ...others] as FlowNode['answers'];
    expect(asked({ ...there, answers }, [], [next])).toEqual([]);
    expect(asked(question([0.5, 0.5], { depth: depthCap - 1 }))).toEqual([]);
  });

  it('are at most three, four where others have walked, all different, whatever the builder thinks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: -1, max: 2, noNaN: true })), { maxLength: 6 }),
        fc.array(fc.tuple(fc.constantFrom('a0', 'a1', 'a5', 'not-sure', 'else'), fc.nat(1_000))),
        fc.nat(3),
        (likelihoods, clicks, onDraft) => {
          const found = asked(question(likelihoods), clicks, [], onDraft);
          expect(found.length).toBeLessThanOrEqual(onDraft === 0 ? 3 : 4);
          expect(new Set(found).size).toBe(found.length);
        },
      ),
    );
  });
});

it('stops where clicks hardly ever find anything, and not before there are enough of them', () => {
  expect(isWorthAskingAhead({ hit: 0, joined: 0, missed: 199 })).toBe(true);
  expect(isWorthAskingAhead({ hit: 50, joined: 50, missed: 100 })).toBe(false);
  expect(isWorthAskingAhead({ hit: 100, joined: 30, missed: 70 })).toBe(true);
});
