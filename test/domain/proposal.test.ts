import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf, type WalkEvidence, type WalkOutcome } from '../../src/domain/evidence.js';
import type { AnswerKind, FlowNode, NodeKind } from '../../src/domain/flow.js';
import { checkDefinition, completeDefinition } from '../../src/domain/flow-definition.js';
import {
  definitionOf,
  editedHowTo,
  editedText,
  examplesOf,
  noEdits,
  type ProposalEdits,
  personalIn,
  slugOf,
  solvedText,
  solves,
  titleOf,
  unexploredText,
  withExample,
  withoutPeople,
} from '../../src/domain/proposal.js';
import { branchFrom, type GrownTree, reviewTree, solvedHere } from '../../src/domain/proposal-review.js';
import type { Session, Step } from '../../src/domain/session.js';

const seed = 20_261_122;

const kindsOfAnswer: Record<string, AnswerKind> = {
  Done: 'done',
  "Didn't help": 'didnt_help',
  "Can't do this": 'cant_do',
  'Something else…': 'something_else',
};

const step = (id: string, kind: NodeKind, ways: Record<string, string | null> = {}): FlowNode => ({
  id,
  treeId: 'tree',
  key: null,
  kind,
  text: `Text of ${id}`,
  label: null,
  source: 'model',
  depth: 1,
  answers: Object.entries(ways).map(([label, nextNodeId]) => ({
    id: `${id}:${label}`,
    label,
    kind: kindsOfAnswer[label] ?? 'choice',
    nextNodeId,
  })),
});

/** A root with a fix and a dead end; `ahead` was asked for and nobody walked it. */
const tree: GrownTree = {
  rootId: 'root',
  nodes: [
    step('root', 'question', { Yes: 'fix', No: 'ahead', 'Something else…': 'other' }),
    step('fix', 'instruction', { Done: 'end', 'No use': null }),
    step('end', 'resolution'),
    step('ahead', 'question', { Yes: null }),
    step('other', 'resolution'),
  ],
};

const walked = (answerIds: string[], endNodeId: string | null, outcome: WalkOutcome = 'solved') => ({
  sessionId: answerIds.join(),
  agentId: 'ava',
  outcome,
  answerIds,
  endNodeId,
});

const about = { slug: 's', title: 't', examples: ['e'], category: null };
const textsOf = (walks: WalkEvidence[], edits: ProposalEdits = noEdits, grown = tree) =>
  definitionOf(reviewTree(grown, walks, edits), about).nodes.map(({ text }) => text);

describe('what is published of a draft', () => {
  const solved = walked(['root:Yes', 'fix:Done'], 'end');

  it('is what was walked; what was not ends in the server’s escalation', () => {
    expect(textsOf([solved])).toEqual(['Text of root', 'Text of fix', 'Text of end', unexploredText]);
  });

  it('is none of what was only shown: nobody answered it', () => {
    expect(textsOf([solved, walked(['root:No'], 'ahead', 'escalated')])).not.toContain('Text of ahead');
    expect(textsOf([solved, walked(['root:No'], 'ahead', 'solved')])).toContain('Text of ahead');
  });

  it('is none of what answers one person’s free text', () => {
    const texts = textsOf([solved, walked(['root:Something else…'], 'other')]);
    expect(texts).not.toContain('Text of other');
  });

  it('leaves out what a reviewer cut, and has their words', () => {
    const edits = { texts: { root: 'Better' }, cuts: ['fix'] };
    expect(textsOf([solved], edits)).toEqual(['Better', unexploredText]);
    expect(solves(reviewTree(tree, [solved], edits))).toBe(false);
  });

  it('says how to find out as the draft does or a reviewer put it, without who the customer is', () => {
    const telling = (howToTell: string) => ({
      ...tree,
      nodes: tree.nodes.map((node) => ({ ...node, ...(node.kind === 'question' && { howToTell }) })),
    });
    const first = (grown: GrownTree, edits: ProposalEdits = noEdits) =>
      definitionOf(reviewTree(grown, [solved], edits), about).nodes[0];
    expect(first(tree)).not.toHaveProperty('howToTell');
    expect(first(telling('Look at the lamp of [PERSON_1].'))?.howToTell).toBe(
      'Look at the lamp of the customer.',
    );
    const edited = (words: string) => first(telling('Look.'), { ...noEdits, howTos: { root: words } });
    expect(edited('Look at the back.')?.howToTell).toBe('Look at the back.');
    expect(edited('')).not.toHaveProperty('howToTell');
    expect(editedHowTo(' Look. ', 'Look.')).toBeNull();
    expect(editedHowTo('  ', 'Look.')).toBe('');
    expect(editedHowTo('', null)).toBeNull();
  });

  it('ends where a walk was marked as solved, in the server’s words', () => {
    expect(textsOf([walked(['root:Yes'], 'fix')])).toContain(solvedText);
    const review = reviewTree(tree, [walked([], 'root')], noEdits);
    expect(review.nodes[0]?.ways.at(-1)).toMatchObject({ label: solvedHere, to: { kind: 'solved' } });
    expect(solves(review)).toBe(true);
  });

  it('counts each step, and no walk that is on a branch no more', () => {
    const gone = walked(['root:Yes', 'old:Done'], 'old end');
    const stuck = { ...walked(['root:Yes', 'fix:No use'], null, 'escalated'), agentId: 'ben' };
    const { nodes, tally, agents } = reviewTree(tree, [solved, stuck, gone], noEdits);
    expect(tally).toEqual({ walks: 2, solved: 1, escalated: 1 });
    expect(agents).toBe(2);
    expect(nodes.map((node) => [node.number, node.tally.walks, node.tally.solved])).toEqual([
      [1, 2, 1],
      [2, 2, 1],
      [3, 1, 1],
    ]);
  });

  it('is a flow without errors and without a word that nobody walked, whatever grew and was walked', () => {
    fc.assert(
      fc.property(grownAndWalked, ({ grown, walks, edits }) => {
        const review = reviewTree(grown, walks, edits);
        if (review.nodes.length === 0) return;
        const definition = completeDefinition(definitionOf(review, about));
        const errors = checkDefinition(definition).filter(({ level }) => level === 'error');
        expect(errors).toEqual([]);
        const allowed = new Set([unexploredText, solvedText, ...passedBy(grown, walks, edits)]);
        for (const { text } of definition.nodes) expect(allowed).toContain(text);
        const cut = edits.cuts.filter((id) => id !== grown.rootId).map((id) => textOf(grown, edits, id));
        for (const { text } of definition.nodes) expect(cut).not.toContain(text);
      }),
      { seed, numRuns: 3_000 },
    );
  });
});

const textOf = (grown: GrownTree, { texts }: ProposalEdits, id: string): string =>
  texts[id] ?? grown.nodes.find((node) => node.id === id)?.text ?? '';

/** The words on the way of each walk, by following it; of the last step only where it is an end or helped. */
function passedBy(grown: GrownTree, walks: readonly WalkEvidence[], edits: ProposalEdits): string[] {
  const owner = new Map(grown.nodes.flatMap((node) => node.answers.map(({ id }) => [id, node.id])));
  return walks.flatMap(({ answerIds, endNodeId, outcome }) => {
    const end = grown.nodes.find(({ id }) => id === endNodeId);
    const isEnd = end && (outcome === 'solved' || end.answers.length === 0);
    const passed = [...answerIds.map((id) => owner.get(id) ?? ''), ...(isEnd ? [end.id] : [])];
    return passed.map((id) => textOf(grown, edits, id));
  });
}

/** Trees of up to 40 steps in which walks took any way, and reviewers changed and cut whatever they liked. */
const grownAndWalked = fc
  .record({
    parents: fc.array(fc.record({ of: fc.nat(), way: fc.nat(4), kind: fc.nat(5) }), { maxLength: 40 }),
    ways: fc.array(
      fc.record({ turns: fc.array(fc.nat(4), { maxLength: 12 }), outcome: fc.nat(4), stops: fc.nat(12) }),
      { maxLength: 12 },
    ),
    cuts: fc.array(fc.nat(40), { maxLength: 3 }),
    edited: fc.array(fc.nat(40), { maxLength: 3 }),
  })
  .map(({ parents, ways, cuts, edited }) => {
    const kinds: NodeKind[] = [
      'question',
      'question',
      'instruction',
      'instruction',
      'resolution',
      'escalation',
    ];
    const nodes = [step('n0', 'question', fourWays)];
    for (const { of, way, kind } of parents) {
      const parent = nodes[of % nodes.length];
      const answer = parent?.answers[way % Math.max(parent.answers.length, 1)];
      if (!answer || answer.nextNodeId) continue;
      const id = `n${nodes.length}`;
      answer.nextNodeId = id;
      const chosen = kinds[kind] ?? 'question';
      nodes.push(step(id, chosen, chosen === 'question' ? fourWays : chosen === 'instruction' ? fix : {}));
    }
    const grown: GrownTree = { rootId: 'n0', nodes };
    const ids = (numbers: number[]) => numbers.map((number) => `n${number % nodes.length}`);
    const edits = {
      cuts: ids(cuts),
      texts: Object.fromEntries(ids(edited).map((id) => [id, `Edited ${id}`])),
    };
    return { grown, edits, walks: ways.map((way, index) => walkOn(nodes, way, index)) };
  });

const fourWays = { One: null, Two: null, Three: null, 'Something else…': null };
const fix = { Done: null, "Didn't help": null, "Can't do this": null };
const outcomes: WalkOutcome[] = ['solved', 'not_helped', 'unsaid', 'escalated', 'left'];

function walkOn(
  nodes: readonly FlowNode[],
  { turns, outcome, stops }: { turns: number[]; outcome: number; stops: number },
  index: number,
): WalkEvidence {
  const answerIds: string[] = [];
  let at: FlowNode | undefined = nodes[0];
  for (const turn of turns.slice(0, stops)) {
    const answer: FlowNode['answers'][number] | undefined =
      at?.answers[turn % Math.max(at.answers.length, 1)];
    if (!answer) break;
    answerIds.push(answer.id);
    at = nodes.find(({ id }) => id === answer.nextNodeId);
    if (!at) break;
  }
  return {
    sessionId: `s${index}`,
    agentId: `a${index % 3}`,
    outcome: outcomes[outcome] ?? 'left',
    answerIds,
    endNodeId: at?.id ?? null,
  };
}

describe('a branch', () => {
  it('is a step and all that follows from it', () => {
    expect([...branchFrom(tree, 'fix')].sort()).toEqual(['end', 'fix']);
    expect(branchFrom(tree, 'nowhere').size).toBe(0);
  });
});

describe('what a walk shows', () => {
  const session = (given: Partial<Session>): Parameters<typeof evidenceOf>[0] => ({
    id: 'session',
    kind: 'ai_build',
    status: 'resolved',
    currentNodeId: 'end',
    carriedById: 'ben',
    helpful: true,
    ...given,
  });
  const did = (kind: Step['kind'], nodeId: string, answerId: string | null): Step => ({
    number: 1,
    kind,
    nodeId,
    answerId,
    text: null,
    memberId: 'ava',
    at: new Date(0),
  });

  it('is the way to its end, without what was gone back from', () => {
    const steps = [
      did('answer', 'root', 'root:No'),
      did('back', 'ahead', null),
      did('answer', 'root', 'root:Yes'),
    ];
    expect(evidenceOf(session({}), steps, { wasEscalated: false, isConfirmed: true, leftBy: null })).toEqual({
      sessionId: 'session',
      agentId: 'ben',
      outcome: 'solved',
      answerIds: ['root:Yes'],
      endNodeId: 'end',
    });
  });

  it.each<[WalkOutcome | null, Partial<Session>, boolean]>([
    [null, { status: 'active' }, false],
    [null, { status: 'abandoned' }, false],
    ['solved', { helpful: true }, true],
    ['not_helped', { helpful: false }, false],
    ['unsaid', { helpful: null }, false],
    ['escalated', { status: 'escalated', helpful: null }, true],
    ['escalated', { helpful: null }, true],
    ['left', { kind: 'ad_hoc', helpful: true }, false],
  ])('is %s for %j (escalated: %s)', (outcome, given, wasEscalated) => {
    expect(
      evidenceOf(session(given), [], { wasEscalated, isConfirmed: true, leftBy: null })?.outcome ?? null,
    ).toBe(outcome);
  });
});

describe('a walk that went on in somebody’s own words', () => {
  it('shows the way that others share, and that it left it', () => {
    const session = { id: 's', kind: 'ai_build', status: 'resolved', helpful: true } as const;
    const place = { carriedById: 'a', currentNodeId: 'in the fork' };
    const did = (answerId: string): Step => ({
      number: 1,
      kind: 'answer',
      nodeId: 'n',
      answerId,
      text: null,
      memberId: 'a',
      at: new Date(0),
    });
    const past = { wasEscalated: false, isConfirmed: true, leftBy: 'else' };
    const steps = ['yes', 'else', 'done'].map(did);
    expect(evidenceOf({ ...session, ...place }, steps, past)).toMatchObject({
      outcome: 'left',
      answerIds: ['yes', 'else'],
      endNodeId: null,
    });
  });
});

describe('a fix that nobody has seen work', () => {
  it('is no evidence that the walk solved it', () => {
    const session = {
      id: 's',
      kind: 'ai_build',
      status: 'resolved',
      carriedById: 'a',
      currentNodeId: null,
    } as const;
    const past = { wasEscalated: false, isConfirmed: false, leftBy: null };
    expect(evidenceOf({ ...session, helpful: true }, [], past)?.outcome).toBe('unsaid');
  });
});

describe('who a customer is', () => {
  const mail = 'Mail of jo.hill@acme.example bounces for Jo Hill, call +1 202 555 0147';

  it('is not in a flow: what stood for them is said in words', () => {
    const words = withoutPeople(mail, ['Jo Hill']);
    expect(words).not.toMatch(/Hill|acme|0147|\[/);
    expect(words).toContain('the e-mail address');
    expect(withoutPeople('Ask [PERSON_1] to restart')).toBe('Ask the customer to restart');
    expect(withoutPeople('Error 0x80070005 on 10.0.0.1, Windows 11 24H2')).toBe(
      'Error 0x80070005 on 10.0.0.1, Windows 11 24H2',
    );
  });

  it('is pointed out where a reviewer typed it', () => {
    const review = reviewTree(tree, [walked(['root:Yes', 'fix:Done'], 'end')], {
      cuts: [],
      texts: { fix: mail },
    });
    expect(personalIn(definitionOf(review, { ...about, examples: [mail] }))).toEqual([
      'a phrasing',
      'step 2',
    ]);
  });
});

describe('how a flow is called and found', () => {
  it('starts with the problem, in one line', () => {
    expect(titleOf('  Display\nstays\u200B dark ')).toBe('Display stays dark');
    expect(titleOf('x'.repeat(500))).toHaveLength(140);
  });

  it('takes a phrasing once, and ten at most', () => {
    expect(withExample(['Display dark'], 'display DARK')).toEqual(['Display dark']);
    const ten = Array.from({ length: 10 }, (_, index) => `phrasing ${index}`);
    expect(withExample(ten, 'one more')).toEqual(ten);
  });

  it('reads phrasings a line each', () => {
    expect(examplesOf(' a \n\nb\na')).toEqual(['a', 'b']);
    expect(() => examplesOf(' \n ')).toThrow('empty');
    expect(() => examplesOf(Array.from({ length: 11 }, (_, index) => `p${index}`).join('\n'))).toThrow(
      'out_of_range',
    );
    expect(() => examplesOf('x'.repeat(281))).toThrow('too_long');
  });

  it('has a slug that can be typed, whatever the title', () => {
    expect(slugOf('Display stays dark (3rd floor)')).toBe('display-stays-dark-3rd-floor');
    expect(slugOf('Größe ändern')).toBe('gro-e-a-ndern');
    expect(slugOf('画面が暗い')).toBe('flow');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        expect(slugOf(title)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
      { seed },
    );
  });

  it('puts the walked text back where an edit is emptied or says the same', () => {
    expect(editedText('  ', 'Walked')).toBeNull();
    expect(editedText(' Walked ', 'Walked')).toBeNull();
    expect(editedText('Better', 'Walked')).toBe('Better');
    expect(() => editedText('x'.repeat(2_901), 'Walked')).toThrow('too_long');
  });
});
