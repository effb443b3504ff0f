import { describe, expect, it } from 'vitest';
import { categoryPhrases, phrasesOf, problemParts } from '../../src/domain/match-phrases.js';

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

describe('problemParts', () => {
  it('leaves a short problem whole', () => {
    expect(problemParts(' Printer jams ')).toEqual(['Printer jams']);
  });

  it('adds the sentences of a longer one, without single words', () => {
    expect(problemParts('Hello. The printer jams! It did so yesterday too.')).toEqual([
      'Hello. The printer jams! It did so yesterday too.',
      'The printer jams!',
      'It did so yesterday too.',
    ]);
  });

  it('is bounded for a long mail, whatever its script', () => {
    for (const text of ['x'.repeat(10_000), 'a b. '.repeat(2_000), 'الطابعة لا تطبع؟ '.repeat(600)]) {
      const parts = problemParts(text);
      expect(parts.length).toBeLessThanOrEqual(9);
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(1_000);
    }
  });

  it.each(['', '🦊🦊', '\n\n'])('has one part even for %j', (text) => {
    expect(problemParts(text)).toHaveLength(1);
  });
});
