import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/domain/facts.js';
import { isSameProblem } from '../../src/domain/same-problem.js';

const joins = (a: string, b: string, cosine: number | null) =>
  factsOf(a) === factsOf(b) && isSameProblem(a, { problem: b, cosine });

describe('two problems', () => {
  it.each([
    ['Outlook does not open since this morning', "Since this morning Outlook won't open", 0.91],
    ['Printer prints blank pages', 'The printer only prints blank pages', 0.87],
    ['Laptop is very slow after the update', 'After the update the laptop is extremely slow', 0.9],
    ['Excel crashes when opening large files', 'Excel crashes on large files', 0.94],
    ['Phone does not sync the calendar', 'Calendar is not syncing to the phone', 0.85],
  ])('are the same: %s / %s', (a, b, cosine) => {
    expect(joins(a, b, cosine)).toBe(true);
    expect(joins(b, a, cosine)).toBe(true);
  });

  it.each([
    ['Outlook does not open since this morning', 'Outlook does not send since this morning', 0.93],
    ['Printer prints blank pages', 'Printer prints pages twice', 0.935],
    ['Cannot open PDF files', 'Cannot open Word files', 0.81],
    ['VPN disconnects every ten minutes', 'VPN does not connect at all', 0.82],
    ['the printer prints pink', 'the printer prints green', 0.8],
    ['Outlook shows error 0x80070005', 'Outlook shows error 0x8004010f', 0.95],
    ['Teams has no sound on Windows', 'Teams has no sound on Mac', 0.96],
  ])('are two: %s / %s', (a, b, cosine) => {
    expect(joins(a, b, cosine)).toBe(false);
  });

  it('are the same without vectors only where nearly all words are', () => {
    expect(joins('Printer prints blank pages', 'The printer only prints blank pages', null)).toBe(true);
    expect(joins('Second monitor is not detected', 'The second screen is not detected', null)).toBe(false);
  });
});

describe('facts', () => {
  it('are products, systems, codes and the side of a contrast', () => {
    expect(factsOf('Outlook on Windows 11 shows error 0x80070005 and cannot send')).toBe(
      '#0x80070005 outlook send+ windows windows11',
    );
    expect(factsOf('ERR_NETWORK_CHANGED in Chrome')).toBe('#err_network_changed chrome');
    expect(factsOf('It is broken')).toBe('');
  });
});
