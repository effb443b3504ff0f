import { describe, expect, it } from 'vitest';
import { isForeign } from '../../src/domain/match-language.js';

describe('isForeign', () => {
  it.each([
    'Der Drucker geht nicht, bitte helfen',
    'No puedo conectarme a la VPN desde casa',
    'Mon ordinateur ne démarre pas depuis ce matin',
    'الطابعة لا تطبع',
    'プリンターが動きません',
    'Принтер не печатает',
  ])('is so for %j', (text) => {
    expect(isForeign(text)).toBe(true);
  });

  it.each([
    'The printer is offline',
    'VPN error 809',
    'outlook crash',
    '',
    '🦊',
    'Kerberos ticket expired on my laptop',
  ])('is not so for %j', (text) => {
    expect(isForeign(text)).toBe(false);
  });
});
