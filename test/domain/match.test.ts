import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCategory, decideMatch, shippedThresholds } from '../../src/domain/match.js';
import type { CategoryCandidate, Evidence, FlowCandidate, Search } from '../../src/domain/match-evidence.js';

const nothing: Evidence = {
  keyword: 0,
  keywordShare: 0,
  coverage: 0,
  similarity: 0,
  containment: 0,
  cosine: 0.3,
  meanCosine: 0.2,
  commonWords: [],
  nearestPhrase: null,
};

const clear: Partial<Evidence> = {
  keyword: 6,
  keywordShare: 0.4,
  coverage: 0.8,
  similarity: 0.4,
  containment: 0.9,
  cosine: 0.8,
  meanCosine: 0.6,
  commonWords: ['wifi', 'networks'],
  nearestPhrase: 'My laptop shows no wifi networks',
};

const flow = (title: string, evidence: Partial<Evidence> = {}): FlowCandidate => ({
  ...nothing,
  flowId: title,
  title,
  categoryId: null,
  ...evidence,
});

const category = (name: string, evidence: Partial<Evidence> = {}): CategoryCandidate => ({
  ...nothing,
  categoryId: name,
  name,
  ...evidence,
});

const searchOf = (flows: FlowCandidate[], categories: CategoryCandidate[] = []): Search => ({
  flows,
  categories,
  librarySize: flows.length,
});

const wordsOnly = { cosine: null, meanCosine: null };

describe('decideMatch', () => {
  it('matches the one flow that is clearly nearest, and says why', () => {
    const match = decideMatch(searchOf([flow('Printer'), flow('Wi-Fi', clear), flow('VPN')]), 'no wifi');
    expect(match).toMatchObject({
      kind: 'matched',
      flow: {
        flowId: 'Wi-Fi',
        title: 'Wi-Fi',
        why: 'words in common: wifi, networks; close to “My laptop shows no wifi networks”',
      },
      reason:
        'This flow is clearly nearest: words in common: wifi, networks; close to “My laptop shows no wifi networks”.',
    });
  });

  it('keeps to the thresholds that it is given', () => {
    const search = searchOf([flow('Printer'), flow('Wi-Fi', clear), flow('VPN')]);
    const sure = decideMatch(search, 'no wifi');
    expect(sure.confidence).toBeGreaterThan(shippedThresholds.matchedAt);
    const never = decideMatch(search, 'no wifi', { ...shippedThresholds, matchedAt: 2 });
    expect(never).toMatchObject({ kind: 'near', flows: [{ flowId: 'Wi-Fi', probability: sure.confidence }] });
    expect(decideMatch(search, 'no wifi', { matchedAt: 2, suggestAt: 2 }).kind).toBe('none');
  });

  it('matches by words alone where there are no vectors', () => {
    const flows = [
      flow('Printer', wordsOnly),
      flow('Wi-Fi', { ...clear, ...wordsOnly }),
      flow('VPN', wordsOnly),
    ];
    expect(decideMatch(searchOf(flows), 'no wifi')).toMatchObject({
      kind: 'matched',
      flow: { title: 'Wi-Fi' },
    });
  });

  it('compares by words alone while some flows wait for their vectors', () => {
    const flows = [
      flow('Wi-Fi', { ...clear, ...wordsOnly }),
      flow('Printer', { cosine: 0.9, meanCosine: 0.9 }),
    ];
    const match = decideMatch(searchOf(flows), 'no wifi');
    expect(match).toMatchObject({ kind: 'matched', flow: { title: 'Wi-Fi' } });
  });

  it('offers two flows that are as near as each other, the far one not', () => {
    const match = decideMatch(
      searchOf([flow('Wi-Fi', clear), flow('Wi-Fi again', clear), flow('Printer')]),
      'no wifi',
    );
    expect(match).toMatchObject({
      kind: 'near',
      flows: [{ title: 'Wi-Fi' }, { title: 'Wi-Fi again' }],
      reason: '2 published flows are near.',
    });
  });

  it('offers three flows at most', () => {
    const flows = Array.from({ length: 8 }, (_, i) => flow(`Wi-Fi ${i}`, clear));
    const match = decideMatch(searchOf(flows), 'no wifi');
    expect(match.kind === 'near' && match.flows).toHaveLength(3);
  });

  it('finds none where nothing is near', () => {
    expect(decideMatch(searchOf([flow('Wi-Fi'), flow('VPN')]), 'my coffee machine leaks')).toMatchObject({
      kind: 'none',
      reason: 'No published flow is near.',
    });
  });

  it('finds none in an empty library, whatever was typed', () => {
    expect(decideMatch(searchOf([]), 'no wifi').reason).toBe('No flow is published yet.');
  });

  it.each(['', '   ', '🦊🦊', '?!'])('finds none for %j, which has no words', (text) => {
    expect(decideMatch(searchOf([flow('Wi-Fi', clear)]), text).kind).toBe('none');
  });

  it('can match the only flow of a library, and does not have to', () => {
    expect(decideMatch(searchOf([flow('Wi-Fi', clear)]), 'no wifi').kind).toBe('matched');
    expect(decideMatch(searchOf([flow('Wi-Fi')]), 'coffee').kind).toBe('none');
  });

  it('says something for every search there can be', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const candidate = fc.record({
      flowId: fc.string(),
      title: fc.string(),
      categoryId: fc.constant(null),
      keyword: fc.double({ min: 0, max: 1e6, noNaN: true }),
      keywordShare: part,
      coverage: part,
      similarity: part,
      containment: part,
      cosine: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
      meanCosine: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
      commonWords: fc.array(fc.string()),
      nearestPhrase: fc.option(fc.string()),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 40 }), fc.string({ maxLength: 10_000 }), (flows, text) => {
        const match = decideMatch(searchOf(flows), text);
        expect(match.reason).not.toBe('');
        if (match.kind === 'near') expect(match.flows.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('decideCategory', () => {
  it('names the category whose keywords stand in the problem', () => {
    const categories = [
      category('Printing', { keyword: 2, keywordShare: 0.3, commonWords: ['printer'] }),
      category('VPN', { cosine: 0.5 }),
    ];
    expect(decideCategory(searchOf([], categories))).toEqual({
      categoryId: 'Printing',
      reason: 'It reads like Printing: words in common: printer.',
    });
  });

  it('names a category that is very near in meaning though no word is in common', () => {
    expect(decideCategory(searchOf([], [category('VPN', { cosine: 0.75 })]))?.categoryId).toBe('VPN');
  });

  it('recognises nothing in nonsense', () => {
    expect(
      decideCategory(searchOf([], [category('VPN', { cosine: 0.63 }), category('Printing')])),
    ).toBeNull();
    expect(decideCategory(searchOf([], []))).toBeNull();
  });
});
