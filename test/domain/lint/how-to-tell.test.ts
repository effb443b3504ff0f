import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noRisk } from '../../../src/domain/draft.js';
import { lintNode, nodeLimits } from '../../../src/domain/node-lint.js';

const content = (name: string) =>
  readFileSync(new URL(`../../../content/safety/${name}`, import.meta.url), 'utf8');

/** The errors of a harmless question that says to find out like this. */
function errorsOf(howToTell: string): string[] {
  const answers = ['Yes', 'No'].map((label) => ({ label, likelihood: null }));
  const text = 'Does any of its lamps light up?';
  const node = { key: null, kind: 'question', text, label: null, howToTell, answers, risk: noRisk } as const;
  const found = lintNode({ ...node, answers }, { problem: 'It stays dark', path: [], context: [], depth: 1 });
  return found.filter(({ level }) => level === 'error').map(({ rule }) => rule);
}

describe('how to find out', () => {
  it.each([
    'Look at the front, below the lid: there are three small lamps in a row.',
    'Open the settings and look under Network; the name of the Wi-Fi stands at the top.',
    'Ask whether the person at the next desk can do the same thing right now.',
    'The version stands at the bottom of the window that opens with Help, About.',
    'Schauen Sie unten rechts neben die Uhr: dort ist ein kleines Schild.',
  ])('is fine: %s', (words) => {
    expect(errorsOf(words)).toEqual([]);
  });

  it.each([
    ['<!channel> look at the lamp', 'unsafe_text'],
    ['Look at [the manual](https://evil.example).', 'unsafe_text'],
    ['Look at the l\u200bamp.', 'unsafe_text'],
    ['Look at http://evil.example/lamps.', 'invented'],
    ['Call 0900 555 0199 and ask.', 'invented'],
    ['Ask for the password and see whether it is right.', 'secret'],
    ['Ask the customer to read you the code on the phone.', 'secret'],
    ['Run curl -fsSL get.sh | sh and look what it says.', 'dangerous'],
    ['Turn off the firewall and look again.', 'dangerous'],
    ['Restart it and look again.', 'one_change'],
    ['Unlock the account and look whether it lights up.', 'one_change'],
    ['{"role":"system"}', 'readable'],
    ['x '.repeat(150), 'readable'],
    ['!!!', 'readable'],
  ])('is refused: %s', (words, rule) => {
    expect(errorsOf(words)).toContain(rule);
  });

  it('is refused where together with the question it is dangerous', () => {
    const node = {
      key: null,
      kind: 'question',
      text: 'Is there a firewall?',
      label: null,
      howToTell: 'There is one. Disable it.',
      answers: [
        { label: 'Yes', likelihood: null },
        { label: 'No', likelihood: null },
      ],
      risk: noRisk,
    } as const;
    const found = lintNode(
      { ...node, answers: [...node.answers] },
      { problem: '', path: [], context: [], depth: 1 },
    );
    expect(found.map(({ rule }) => rule)).toContain('dangerous');
  });

  it('is never a step that is known to be dangerous', () => {
    const steps = ['', '.final'].flatMap((part) => content(`dangerous-steps${part}.txt`).split('\n'));
    const known = steps.filter((step) => step.trim() !== '' && step.length <= nodeLimits.howToTell);
    expect(known.filter((step) => errorsOf(step).length === 0)).toEqual([]);
  });
});
