import { describe, expect, it } from 'vitest';
import type { Answer, FlowNode } from '../../src/domain/flow.js';
import { serverKeys } from '../../src/domain/growth.js';
import { copyOf, sameAsDidntHelp } from '../../src/domain/same-answer.js';

const answer = (id: string, label: string, kind: Answer['kind'], nextNodeId: string | null): Answer => ({
  id,
  label,
  kind,
  nextNodeId,
});

const node = (id: string, over: Partial<FlowNode>): FlowNode => ({
  id,
  treeId: 't',
  key: null,
  kind: 'question',
  text: id,
  label: null,
  source: 'model',
  depth: 1,
  answers: [],
  ...over,
});

const step = (done: string | null, didntHelp: string | null): FlowNode =>
  node('step', {
    kind: 'instruction',
    answers: [
      answer('done', 'Done', 'done', done),
      answer('didnt', "Didn't help", 'didnt_help', didntHelp),
      answer('cant', "Can't do this", 'cant_do', null),
    ],
  });

const check = (no: string | null): FlowNode =>
  node('check', {
    key: serverKeys.verify,
    source: 'server',
    answers: [answer('yes', 'Yes', 'choice', null), answer('no', 'No', 'choice', no)],
  });

const around = (...nodes: FlowNode[]) => new Map(nodes.map((one) => [one.id, one]));

describe('"Didn\'t help"', () => {
  it('says the same as "No" at the check behind the step', () => {
    const fix = step('check', null);
    expect(sameAsDidntHelp(fix, around(fix, check(null)))?.same.id).toBe('no');
  });

  it('says nothing that another answer says where nothing is checked: "Done" may have solved it', () => {
    expect(sameAsDidntHelp(step(null, null), new Map())).toBeNull();
    const look = step('next', null);
    expect(sameAsDidntHelp(look, around(look, node('next', {})))).toBeNull();
  });

  it('is no answer to a question', () => {
    expect(sameAsDidntHelp(check(null), new Map())).toBeNull();
  });
});

describe('a copy', () => {
  const nodes = [
    step('check', 'b'),
    check('a'),
    node('a', { text: 'Same' }),
    node('b', { text: 'Same' }),
    node('c', { text: 'Same' }),
  ];

  it('is found from either side', () => {
    expect(copyOf('a', nodes)).toBe('b');
    expect(copyOf('b', nodes)).toBe('a');
  });

  it('is not what reads the same elsewhere, nor what was written for "Didn\'t help" alone', () => {
    expect(copyOf('c', nodes)).toBeNull();
    expect(copyOf('a', [step('check', 'd'), ...nodes.slice(1), node('d', { text: 'Other' })])).toBeNull();
  });
});
