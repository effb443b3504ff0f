import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedaction, redact } from '../../src/domain/redact.js';

describe('redaction', () => {
  it.each([
    ['her password is Sommer2024! since Monday', 'her password is [SECRET_1] since Monday'],
    ['Kennwort: geheim', 'Kennwort: [SECRET_1]'],
    ['smb://scan:hunter22@10.0.4.7/x', 'smb://[SECRET_1]@10.0.4.7/x'],
    ['mail jo@example.org or call +49 30 98765432', 'mail [EMAIL_1] or call [PHONE_1]'],
    ['card 4111 1111 1111 1111 is refused', 'card [CARD_1] is refused'],
    ['Maria Lopez cannot print', '[PERSON_1] cannot print'],
    ['C:\\Users\\mlopez\\plan.xlsx', 'C:\\Users\\[USER_1]\\plan.xlsx'],
  ])('takes out what lets in or tells of a person: %s', (text, hidden) => expect(redact(text)).toBe(hidden));

  it.each([
    'the password has expired',
    'her password is wrong and the PIN is not accepted',
    'error 0x80070005 after KB5034441 on 10.0.19045.3803',
    'cannot ping 192.168.10.20, VPN error 809',
    'Event ID 4625, correlation id 1a2b3c4d-4a1b-4c2d-8e3f-1a2b3c4d5e6f',
    'Outlook 16.0.17328.20162 on a Latitude 5440 since 2026-11-20 14:05',
  ])('leaves what the problem is solved by: %s', (text) => expect(redact(text)).toBe(text));

  it('gives the same value the same placeholder in all texts, and others another', () => {
    const { hide } = createRedaction();
    expect(hide('jo@example.org wrote')).toBe('[EMAIL_1] wrote');
    expect(hide('to al@example.org and JO@example.org')).toBe('to [EMAIL_2] and [EMAIL_1]');
  });

  it('knows the customer by what the form says, and their name by its parts', () => {
    const known = ['Xiu Quell', 'ext. 4711'];
    expect(redact('Ms Quell (ext. 4711) lost sound; Xiu tried a restart', known)).toBe(
      'Ms [PERSON_2] ([ACCOUNT_1]) lost sound; [PERSON_1] tried a restart',
    );
  });

  it('puts personal data back on a screen, and no secret', () => {
    const { hide, show } = createRedaction();
    const hidden = hide('jo@example.org, password: hunter22');
    expect(show(`Ask ${hidden}`)).toBe('Ask jo@example.org, password: (hidden)');
    expect(show('Ask [PERSON_9]')).toBe('Ask the customer');
  });

  it('changes nothing the second time', () => {
    const words = fc.constantFrom(
      'call',
      'Maria Lopez',
      'jo@example.org',
      'password: x9!kk2',
      '+1 415 555 0132',
      'error 809',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (list) => {
        const once = redact(list.join(', '));
        expect(redact(once)).toBe(once);
      }),
    );
  });
});
