import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auroc, figuresOf, type Judged, reliability } from '../../src/cli/match/figures.js';
import { growTrees, usualGrowth } from '../../src/cli/match/grow-trees.js';
import { learnOrder } from '../../src/cli/match/learn-order.js';
import { withoutFlows, withoutScenario } from '../../src/cli/match/left-out.js';
import { proposeThresholds } from '../../src/cli/match/propose-thresholds.js';
import { reliabilityDiagram } from '../../src/cli/match/reliability-diagram.js';
import { definitionOf, readScenario } from '../../src/cli/match/scenario.js';
import { smallLibraries, smallWeight } from '../../src/cli/match/small-libraries.js';
import { prepare } from '../../src/cli/match/train-model.js';
import { seededRandom } from '../../src/cli/shared/random.js';
import { checkDefinition, completeDefinition } from '../../src/domain/flow-definition.js';
import { probabilityBy } from '../../src/domain/match-model.js';

const judged = (one: Partial<Judged>): Judged => ({
  kind: 'in',
  decision: 'near',
  place: 1,
  confidence: 0.5,
  noneFits: 0.1,
  standing: 0.5,
  ms: 1,
  ...one,
});

describe('figures', () => {
  it('count places, decisions and what out of scope is told apart by', () => {
    const figures = figuresOf([
      judged({ decision: 'matched', place: 1, standing: 0.9 }),
      judged({ decision: 'matched', place: 2, standing: 0.8 }),
      judged({ place: 3, standing: 0.7 }),
      judged({ decision: 'none', place: Number.POSITIVE_INFINITY, standing: 0.2 }),
      judged({ kind: 'oos_far', decision: 'matched', place: Number.POSITIVE_INFINITY, standing: 0.3 }),
      judged({ kind: 'oos_near', decision: 'none', place: Number.POSITIVE_INFINITY, standing: 0.1 }),
    ]);
    expect(figures).toMatchObject({
      top1: 0.25,
      recall3: 0.75,
      matchedRight: 0.25,
      matchedWrong: 0.25,
      falseMatches: 0.5,
      suggestionHolds: 0.5,
      auroc: 7 / 8,
      aurocNear: 1,
    });
  });

  it('take ties as a half, and nothing as no number', () => {
    expect(auroc([1, 1], [1])).toBe(0.5);
    expect(auroc([], [1])).toBeNaN();
  });

  it('measure how far what is said is from what is so', () => {
    const said = Array.from({ length: 10 }, (_, i) => judged({ confidence: 0.75, place: i < 5 ? 1 : 2 }));
    expect(figuresOf(said).calibrationError).toBeCloseTo(0.25);
    const svg = reliabilityDiagram('<b>', reliability(said));
    expect(svg).toContain('&lt;b&gt;');
    expect(svg.match(/<rect x=/g)).toHaveLength(2);
  });
});

describe('learning', () => {
  const random = seededRandom(7);

  it('finds the input that the right ones have more of', () => {
    const examples = Array.from({ length: 200 }, () => {
      const inputs = Array.from({ length: 5 }, () => [random(), random()]);
      const most = Math.max(...inputs.map(([a = 0]) => a));
      return { inputs, right: inputs.map(([a]) => a === most), weight: 1 };
    });
    const [first = 0, second = 0] = learnOrder(examples);
    expect(first).toBeGreaterThan(5 * Math.abs(second));
  });

  it('grows trees that say how often it was so, and the same ones every time', () => {
    const examples = Array.from({ length: 3_000 }, () => {
      const inputs = [random(), random()] as const;
      const [a, b] = inputs;
      return { inputs, so: random() < (a > 0.5 === b > 0.5 ? 0.9 : 0.2), weight: 1 };
    });
    const model = growTrees(examples, { ...usualGrowth, pace: 0.2 });
    expect(probabilityBy(model, [0.9, 0.9])).toBeGreaterThan(0.8);
    expect(probabilityBy(model, [0.9, 0.1])).toBeLessThan(0.3);
    expect(growTrees(examples, { ...usualGrowth, pace: 0.2 })).toEqual(model);
  });

  it('proposes the thresholds that match most within the limits of every scenario', () => {
    const good = Array.from({ length: 95 }, () => judged({ confidence: 0.9, noneFits: 0.1 }));
    const bad = Array.from({ length: 5 }, () => judged({ confidence: 0.7, noneFits: 0.1, place: 2 }));
    const outside = Array.from({ length: 10 }, () =>
      judged({ kind: 'oos_far', confidence: 0.9, noneFits: 0.3 }),
    );
    const proposal = proposeThresholds([[...good, ...bad, ...outside]]);
    expect(proposal?.matchedRight).toBeCloseTo(0.95);
    expect(proposal?.matchedAt).toBeGreaterThan(0.7);
    expect(proposal?.mostNone).toBeLessThan(0.3);
    const surelyWrong = bad.map((one) => ({ ...one, confidence: 1 }));
    expect(proposeThresholds([surelyWrong])).toBeNull();
  });
});

describe('a scenario', () => {
  const fileOf = (content: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'intake-')), 'scenario.json');
    writeFileSync(file, content);
    return file;
  };

  it('is read, and its flows can be published', async () => {
    const flow = { id: 'a', title: 't'.repeat(300), keywords: ['x'], category: 'any' };
    const queries = [{ text: 'help', expected: 'a', kind: 'in' }];
    const scenario = await readScenario(fileOf(JSON.stringify({ name: 's', flows: [flow], queries })));
    const definition = completeDefinition(definitionOf(scenario.flows[0] ?? (flow as never), 0));
    expect(checkDefinition(definition).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each(['', '{}', '{"name":"s","flows":[{}],"queries":[]}'])(
    'that is none (%j) is refused in words',
    async (content) => {
      await expect(readScenario(fileOf(content))).rejects.toThrow(/holds no scenario/);
    },
  );
});

const asking = (id: string) => ({ text: `about ${id}`, expected: id, kind: 'in' as const });

describe('leaving out', () => {
  const titles = ['Printer is offline', 'VPN drops', 'Mailbox is full', 'Screen stays black'];
  const flows = titles.map((title, at) => ({
    flowId: `flow-${at}`,
    title,
    categoryId: null,
    phrases: [{ kind: 'title' as const, text: title, cosines: null }],
  }));
  const library = { size: 4, usualExtent: 4, frequency: new Map<string, number>() };
  const caseOf = (text: string, right: string[]) =>
    prepare({ text, right: new Set(right), search: { flows, categories: [], library } });
  const cases = [
    ...titles.map((title, at) => caseOf(`${title} again`, [`flow-${at}`])),
    caseOf('where is the canteen', []),
  ];
  const scenario = (name: string) => ({
    name,
    flows: titles.map((title) => ({
      id: `${name} ${title}`,
      title,
      description: '',
      keywords: [],
      examples: [],
    })),
    queries: [{ text: 'where is the canteen', expected: 'out_of_scope', kind: 'oos_near' as const }],
  });
  const scenarios = [scenario('one'), scenario('two')];
  const lessons = scenarios.map(({ name }) => ({ name, cases, weight: 1 }));

  it('judges every problem once, in its own scenario', () => {
    for (const leftOut of [withoutScenario(lessons, scenarios), withoutFlows(lessons, scenarios)]) {
      expect(leftOut.map(({ name, judged }) => [name, judged.length])).toEqual([
        ['one', 5],
        ['two', 5],
      ]);
      expect(leftOut[0]?.judged.map(({ kind }) => kind).toSorted()).toEqual([
        'in',
        'in',
        'in',
        'in',
        'oos_near',
      ]);
    }
  });

  it('learns from libraries of a few flows too, and judges them apart', () => {
    const [one] = scenarios;
    const small = one ? smallLibraries({ ...one, queries: one.flows.map(({ id }) => asking(id)) }) : [];
    expect(small.map(({ name, flows: few }) => [name, few.length])).toEqual([
      ['one/1', 1],
      ['one/2', 2],
    ]);
    for (const { flows: few, queries } of small) {
      const inside = queries.filter(({ kind }) => kind === 'in');
      expect(inside.map(({ expected }) => expected).toSorted()).toEqual(few.map(({ id }) => id).toSorted());
      expect(queries.filter(({ kind }) => kind === 'oos_near')).toHaveLength(4 - few.length);
    }
    const [first] = small;
    if (!first) throw new Error('no small library');
    const all = [...lessons, { name: first.name, cases, weight: smallWeight }];
    const leftOut = withoutScenario(all, [...scenarios, first]);
    expect(leftOut.map(({ name, isSmall }) => [name, isSmall])).toEqual([
      ['one', false],
      ['one/1', true],
      ['two', false],
    ]);
    expect(leftOut[1]?.judged).toHaveLength(5);
  });

  it('learns nothing from scenarios that have one of its flows', () => {
    const [one] = scenarios;
    const [first] = withoutScenario(lessons, one ? [one, { ...one, name: 'two' }] : []);
    expect(first?.judged).toEqual([]);
  });
});
