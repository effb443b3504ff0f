import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTyped } from '../../../src/slack/listeners/commands/intake.js';

describe('what is typed after /intake', () => {
  it.each([
    ['', { kind: 'modal' }],
    ['   ', { kind: 'modal' }],
    ['help', { kind: 'help' }],
    ['HELP', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['mine', { kind: 'mine' }],
    ['settings', { kind: 'settings' }],
    ['queue', { kind: 'queue', status: 'active' }],
    ['queue escalated', { kind: 'queue', status: 'escalated' }],
    ['Queue Resolved', { kind: 'queue', status: 'resolved' }],
    ['escalate', { kind: 'escalate', problem: '' }],
    ['escalate the roof leaks', { kind: 'escalate', problem: 'the roof leaks' }],
  ])('%j is a command', (text, expected) => {
    expect(readTyped(text)).toEqual(expected);
  });

  it.each([
    'help me with the printer',
    'mine is broken',
    'settings are lost',
    'queue of the printer is stuck',
    'queue is stuck',
    'setings of the printer',
    'vpn',
    'printer',
    'line',
    'mice',
    'escalator is stuck',
    '-- dashes',
  ])('%j is a problem', (text) => {
    expect(readTyped(text)).toEqual({ kind: 'problem', problem: text, how: { kind: 'match' } });
  });

  it.each([
    ['setings', 'settings'],
    ['Settigns', 'settings'],
    ['setting', 'settings'],
    ['flow', 'flows'],
    ['hlep', 'help'],
    ['mines', 'mine'],
    ['qeue', 'queue'],
    ['escalete', 'escalate'],
    ['queue foo', 'queue_status'],
  ])('%j is most likely a command that was not quite typed', (typed, meant) => {
    expect(readTyped(typed)).toEqual({ kind: 'hint', typed, meant });
    expect(readTyped(`--private ${typed}`)).toMatchObject({
      kind: 'problem',
      problem: typed,
      isPrivate: true,
    });
  });

  it('goes past the matcher by an option before the problem', () => {
    expect(readTyped('--adhoc  the roof  leaks')).toEqual({
      kind: 'problem',
      problem: 'the roof  leaks',
      how: { kind: 'ad_hoc' },
    });
    expect(readTyped('--build the roof')).toMatchObject({ how: { kind: 'build', categoryId: null } });
    expect(readTyped('--flow vpn-down tunnel\nis gone')).toEqual({
      kind: 'problem',
      problem: 'tunnel\nis gone',
      how: { kind: 'flow', flow: 'vpn-down' },
    });
    expect(readTyped('--flow vpn-down')).toMatchObject({ problem: '', how: { flow: 'vpn-down' } });
  });

  it.each([
    '--private Mr. Miller is locked out',
    '--adhoc --private Mr. Miller is locked out',
    '--private --adhoc Mr. Miller is locked out',
    '--flow vpn-down --private Mr. Miller is locked out',
    '--PRIVATE Mr. Miller is locked out',
    'Mr. Miller is locked out --private',
    'Mr. Miller --private is locked out',
  ])('is private wherever --private stands: %s', (text) => {
    expect(readTyped(text)).toMatchObject({ problem: 'Mr. Miller is locked out', isPrivate: true });
  });

  it('keeps an escalation private too', () => {
    expect(readTyped('escalate --private the safe is open')).toEqual({
      kind: 'escalate',
      problem: 'the safe is open',
      isPrivate: true,
    });
  });

  it('takes several options, and knows no others', () => {
    expect(readTyped('--private --build the roof')).toMatchObject({
      how: { kind: 'build' },
      isPrivate: true,
    });
    expect(() => readTyped('--adhoc --privat the roof')).toThrow('option');
  });

  it('says that --flow needs a name', () => {
    expect(() => readTyped('--flow')).toThrow('flow');
  });

  it('is never lost: every other text is the problem, trimmed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const typed = readTyped(`xx${text}`);
        expect(typed).toMatchObject({ kind: 'problem', problem: `xx${text}`.trim() });
      }),
    );
  });
});
