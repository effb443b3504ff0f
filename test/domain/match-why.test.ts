import { expect, it } from 'vitest';
import { decideMatch } from '../../src/domain/match.js';
import type { PhraseKind } from '../../src/domain/match-phrases.js';
import { lexemesIn } from '../../src/domain/match-words.js';

const flow = (title: string, ...phrases: [PhraseKind, string][]) => ({
  flowId: title,
  title,
  categoryId: null,
  phrases: [['title', title] as [PhraseKind, string], ...phrases].map(([kind, text]) => ({
    kind,
    text,
    cosines: null,
  })),
});

it('names words that say something, and none that only a step of the flow has', () => {
  const flows = [
    flow('Printer prints black stripes on every page', ['body', 'Turn the VPN off and print again']),
    flow('VPN hangs at connecting', ['example', 'I cannot connect to the vpn']),
  ];
  const frequency = new Map<string, number>();
  for (const { phrases } of flows)
    for (const lexeme of new Set(phrases.flatMap(({ text }) => [...lexemesIn(text)])))
      frequency.set(lexeme, (frequency.get(lexeme) ?? 0) + 1);
  const search = { flows, categories: [], library: { size: 2, frequency, usualExtent: 12 } };
  const match = decideMatch(search, 'cannot print on every page and the vpn is not there', {
    matchedAt: 2,
    suggestAt: 0,
  });
  const near = match.kind === 'near' ? match.flows : [];
  expect(Object.fromEntries(near.map(({ title, commonWords }) => [title, commonWords.toSorted()]))).toEqual({
    'Printer prints black stripes on every page': ['page', 'print'],
    'VPN hangs at connecting': ['vpn'],
  });
});
