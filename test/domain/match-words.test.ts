import { describe, expect, it } from 'vitest';
import { lexemesIn, likeness, trigramsIn, wordsIn } from '../../src/domain/match-words.js';

const lexemes = (text: string) => [...lexemesIn(text)];

describe('wordsIn', () => {
  it('stems, folds accents and leaves stop words out, but not what denies', () => {
    expect(lexemes('The printers are jamming near the Café')).toEqual(
      expect.arrayContaining(['printer', 'jam', 'near', 'cafe']),
    );
    expect(lexemes('it does not turn on')).toEqual(expect.arrayContaining(['not', 'on']));
  });

  it('keeps error codes and names whole beside their parts', () => {
    const found = lexemes('0x80070005 ERR_CONNECTION_REFUSED 5.7.1 wpa2-enterprise');
    for (const code of ['0x80070005', 'err_connection_refused', '5.7.1', 'wpa2-enterprise'])
      expect(found).toContain(code);
  });

  it.each([
    ['MFA code', 'multi-factor authentication'],
    ['BSOD', 'a blue screen'],
    ['OWA', 'Outlook on the web'],
    ['no wi-fi', 'the wireless is gone'],
    ['it will not power on', 'computer is dead'],
    ['forgot my pwd', 'password reset'],
  ])('knows that %j and %j have something in common', (a, b) => {
    const common = lexemes(a).filter((lexeme) => lexemesIn(b).has(lexeme) && lexeme.startsWith('~'));
    expect(common).not.toEqual([]);
  });

  it('remembers how each word was typed', () => {
    expect(wordsIn('Printers!')[0]).toEqual({ lexeme: 'printer', typed: 'printers' });
  });

  it.each([
    ['nothing', ''],
    ['emoji', '🦊🦊'],
    ['one word of 100,000 letters', 'x'.repeat(100_000)],
  ])('takes %s', (_, text) => {
    expect(wordsIn(text)).toEqual([]);
  });
});

describe('likeness', () => {
  it('is high for typing errors, low for other words', () => {
    expect(likeness(trigramsIn('kerberos'), trigramsIn('kerbros'))).toBeGreaterThan(0.4);
    expect(likeness(trigramsIn('kerberos'), trigramsIn('printer'))).toBeLessThan(0.1);
  });
});
