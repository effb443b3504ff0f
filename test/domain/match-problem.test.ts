import { describe, expect, it } from 'vitest';
import { problemParts, problemTexts } from '../../src/domain/match-problem.js';

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

  it('parts what is said in one breath', () => {
    expect(problemParts('The printer is offline and also Excel hangs')).toHaveLength(3);
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

  it('spells out the abbreviations that the embedder cannot know', () => {
    expect(problemParts('BSOD after the update')).toEqual(['blue screen error after the update']);
  });
});

describe('problemTexts', () => {
  it('leaves out what is said not to be the matter', () => {
    expect(problemTexts('It is not the VPN, the mailbox is full')[0]).not.toContain('VPN');
    expect(problemTexts('The printer works fine but the scanner makes noise')[0]).not.toContain('printer');
    expect(problemTexts('Outlook crashes, nothing to do with Teams')[0]).not.toContain('Teams');
  });

  it('keeps what does not work', () => {
    const text = 'My laptop is not turning on and the battery does not charge';
    expect(problemTexts(text)).toEqual([text]);
  });

  it('keeps a text that is all denial', () => {
    expect(problemTexts('not the VPN')).toEqual(['not the VPN']);
  });

  it('leaves a mail without its wrapping, and keeps its subject', () => {
    const mail = [
      'From: a@example.com',
      'Subject: RE: Printer jams',
      'Hi all,',
      'it jams since Monday.',
      'Kind regards',
      '> older text',
    ].join('\n');
    expect(problemTexts(mail)[0]).toBe('Printer jams\nit jams since Monday.');
  });

  it('finds the sentences with trouble in them in a mail of many', () => {
    const chat = Array.from({ length: 20 }, (_, i) => `We had a nice lunch number ${i} with people.`).join(
      ' ',
    );
    const parts = problemTexts(`${chat} The scanner shows an error and cannot send. ${chat}`);
    expect(parts).toContain('The scanner shows an error and cannot send.');
    expect(parts.length).toBeLessThanOrEqual(9);
  });

  it('takes 100,000 characters at once', () => {
    const start = performance.now();
    problemTexts('The printer on floor three is not the one. '.repeat(2_400));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
