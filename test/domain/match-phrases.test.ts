import { describe, expect, it } from 'vitest';
import { categoryPhrases, frequenciesOf, phrasesOf } from '../../src/domain/match-phrases.js';

describe('phrasesOf', () => {
  it('takes everything that tells a flow apart, and leaves out what is empty', () => {
    const node = { key: '1', kind: 'resolution' as const, text: 'Turn it on.', label: null, answers: [] };
    const flow = {
      title: 'Lamp',
      description: '',
      keywords: ['lamp', 'dark'],
      examples: ['No light'],
      nodes: [node],
    };
    expect(phrasesOf(flow)).toEqual([
      { kind: 'title', text: 'Lamp' },
      { kind: 'keywords', text: 'lamp, dark' },
      { kind: 'example', text: 'No light' },
      { kind: 'body', text: 'Turn it on.' },
    ]);
  });
});

describe('categoryPhrases', () => {
  it('keeps each keyword for itself', () => {
    expect(categoryPhrases({ name: 'VPN', keywords: ['tunnel', ' '] })).toEqual([
      { kind: 'title', text: 'VPN' },
      { kind: 'keywords', text: 'tunnel' },
    ]);
  });
});

describe('frequenciesOf', () => {
  it('counts a title twice and the texts of nodes a quarter, each word once a text', () => {
    const { frequency, extent } = frequenciesOf([
      { kind: 'title', text: 'Printer jams' },
      { kind: 'example', text: 'the printer, my printer' },
      { kind: 'body', text: 'printer' },
    ]);
    expect(frequency.get('printer')).toBe(3.25);
    expect(frequency.get('jam')).toBe(2);
    expect(extent).toBeGreaterThan(5);
  });
});
