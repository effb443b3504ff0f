import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCategory, decideMatch } from '../../src/domain/match.js';
import type {
  CategoryCandidate,
  FlowCandidate,
  FoundPhrase,
  Search,
} from '../../src/domain/match-evidence.js';
import { lexemesIn } from '../../src/domain/match-words.js';

/** A flow whose phrases all have the same cosine to every part; null is a flow that waits for its vectors. */
const flow = (title: string, cosine: number | null, ...examples: string[]): FlowCandidate => ({
  flowId: title,
  title,
  categoryId: null,
  phrases: [title, ...examples].map(
    (text, at): FoundPhrase => ({
      kind: at === 0 ? 'title' : 'example',
      text,
      cosines: cosine === null ? null : [cosine, cosine, cosine, cosine],
    }),
  ),
});

const category = (name: string, evidence: Partial<CategoryCandidate> = {}): CategoryCandidate => ({
  categoryId: name,
  name,
  keyword: 0,
  keywordShare: 0,
  cosine: 0.3,
  commonWords: [],
  nearestPhrase: null,
  ...evidence,
});

function searchOf(flows: FlowCandidate[], categories: CategoryCandidate[] = []): Search {
  const frequency = new Map<string, number>();
  for (const { phrases } of flows)
    for (const lexeme of new Set(phrases.flatMap(({ text }) => [...lexemesIn(text)])))
      frequency.set(lexeme, (frequency.get(lexeme) ?? 0) + 1);
  return { flows, categories, library: { size: flows.length, frequency, usualExtent: 12 } };
}

const wifi = (cosine: number | null, title = 'Laptop shows no Wi-Fi networks') =>
  flow(title, cosine, 'My laptop does not find any wifi networks', 'The list of wifi networks is empty');
const others = (cosine: number | null) => [
  flow('Printer is offline', cosine, 'The printer does not print'),
  flow('VPN will not connect', cosine, 'VPN says authentication failed'),
  flow('Account locked', cosine, 'I am locked out of my account'),
  flow('Outlook cannot send', cosine, 'My mail is stuck in the outbox'),
];
const problem = 'my laptop shows no wifi networks';

describe('decideMatch', () => {
  it('matches the one flow that is clearly nearest, and says why', () => {
    const match = decideMatch(searchOf([wifi(0.92), ...others(0.2)]), problem);
    expect(match).toMatchObject({
      kind: 'matched',
      flow: { flowId: 'Laptop shows no Wi-Fi networks', nearestPhrase: 'Laptop shows no Wi-Fi networks' },
    });
    expect(match.reason).toContain('words in common');
    expect(match.confidence).toBeGreaterThan(0.7);
    expect(match.noneFits).toBeLessThan(0.3);
    expect(match.kind === 'matched' && match.flow.commonWords).toEqual(
      expect.arrayContaining(['wifi', 'networks']),
    );
  });

  it('says of a problem in another language what would help', () => {
    const search = searchOf([wifi(0.1), ...others(0.1)]);
    const hint = (text: string) => {
      const match = decideMatch(search, text, { matchedAt: 2, suggestAt: 2 });
      return match.kind === 'none' ? match.hint : null;
    };
    expect(hint('Der Drucker druckt nicht mehr')).toContain('say it in a few English words');
    expect(hint('プリンターが印刷できません')).toContain('say it in a few English words');
    expect(hint('the coffee machine leaks')).toBeUndefined();
  });

  it('never matches by itself where the threshold says never', () => {
    const search = searchOf([wifi(0.92), ...others(0.2)]);
    expect(decideMatch(search, problem, { matchedAt: 2, suggestAt: 0.05 }).kind).toBe('near');
    expect(decideMatch(search, problem, { matchedAt: 2, suggestAt: 2 }).kind).toBe('none');
  });

  it('finds the flow by words alone where there are no vectors', () => {
    const match = decideMatch(searchOf([...others(null), wifi(null)]), problem);
    expect(match.order[0]).toBe('Laptop shows no Wi-Fi networks');
    expect(match.kind).not.toBe('none');
  });

  it('compares by words alone while some flows wait for their vectors', () => {
    const [first, ...rest] = others(0.9);
    const match = decideMatch(searchOf([wifi(null), ...(first ? [first] : []), ...rest]), problem);
    expect(match.order[0]).toBe('Laptop shows no Wi-Fi networks');
  });

  it('offers two flows that are as near as each other, whatever the threshold', () => {
    const twin = { ...wifi(0.92), flowId: 'twin' };
    const match = decideMatch(searchOf([wifi(0.92), twin, ...others(0.2)]), problem, {
      matchedAt: 0,
      suggestAt: 0,
    });
    expect(match.kind).toBe('near');
    expect(match.order.slice(0, 2).toSorted()).toEqual(['Laptop shows no Wi-Fi networks', 'twin']);
  });

  it('offers three flows at most', () => {
    const flows = Array.from({ length: 8 }, (_, i) => wifi(0.92, `Laptop shows no Wi-Fi networks ${i}`));
    const match = decideMatch(searchOf(flows), problem, { matchedAt: 2, suggestAt: 0 });
    expect(match.kind === 'near' && match.flows).toHaveLength(3);
  });

  it('finds none where nothing is near', () => {
    expect(decideMatch(searchOf(others(0.05)), 'my coffee maker leaks')).toMatchObject({
      kind: 'none',
      reason: 'No published flow is near.',
    });
  });

  it('never matches a text in another language', () => {
    const search = searchOf([wifi(0.95), ...others(0.1)]);
    const match = decideMatch(search, 'mein laptop findet keine wifi networks', {
      matchedAt: 0,
      suggestAt: 0,
    });
    expect(match.kind).toBe('near');
  });

  it('offers a flow for each of two problems', () => {
    const cosines = (near: number[]): FoundPhrase['cosines'] => near;
    const at = (title: string, near: number[]): FlowCandidate => ({
      flowId: title,
      title,
      categoryId: null,
      phrases: [{ kind: 'title', text: title, cosines: cosines(near) }],
    });
    const flows = [
      at('Printer is offline', [0.6, 0.9, 0.1]),
      at('VPN will not connect', [0.6, 0.1, 0.9]),
      ...others(0.1)
        .slice(2)
        .map(({ title }) => at(title, [0.1, 0.1, 0.1])),
    ];
    const match = decideMatch(searchOf(flows), 'The printer is offline. The VPN does not connect.');
    expect(match).toMatchObject({ kind: 'near', reason: expect.stringContaining('2 problems') });
    expect(match.kind === 'near' && match.flows.map(({ title }) => title).toSorted()).toEqual([
      'Printer is offline',
      'VPN will not connect',
    ]);
  });

  it('finds none in an empty library, whatever was typed', () => {
    expect(decideMatch(searchOf([]), 'no wifi').reason).toBe('No flow is published yet.');
  });

  it.each(['', '   ', '🦊🦊', '?!'])('finds none for %j, which has no words', (text) => {
    expect(decideMatch(searchOf([wifi(0.9)]), text)).toMatchObject({
      kind: 'none',
      reason: 'The problem has no words to search by.',
    });
  });

  it('takes a library of one, and of flows without a single text', () => {
    expect(decideMatch(searchOf([wifi(0.95)]), problem).kind).not.toBe('none');
    expect(decideMatch(searchOf([wifi(0.05)]), 'coffee').kind).toBe('none');
    const bare: FlowCandidate = { flowId: 'x', title: 'x', categoryId: null, phrases: [] };
    expect(decideMatch(searchOf([bare]), 'coffee').reason).not.toBe('');
  });

  it('says something for every search there can be', () => {
    const cosines = fc.option(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 9 }));
    const phrase = fc.record({
      kind: fc.constantFrom('title', 'description', 'keywords', 'example', 'body'),
      text: fc.string(),
      cosines,
    });
    const candidate = fc.record({
      flowId: fc.string(),
      title: fc.string(),
      categoryId: fc.constant(null),
      phrases: fc.array(phrase, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 20 }), fc.string({ maxLength: 2_000 }), (flows, text) => {
        const match = decideMatch(searchOf(flows as FlowCandidate[]), text);
        expect(match.reason).not.toBe('');
        expect(match.confidence).toBeGreaterThanOrEqual(0);
        expect(match.noneFits).toBeLessThanOrEqual(1);
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
