import { expect, it } from 'vitest';
import { isDisruptive, touchesAccess } from '../../../src/domain/lint/touches.js';

it.each([
  'Reset the password in the portal.',
  'Unlock the account of the customer.',
  'Remove the old phone and register a new MFA method.',
  'Give the customer access to the shared mailbox.',
  'Setzen Sie das Kennwort zurück.',
  'Réinitialisez le mot de passe.',
])('knows a step that changes who gets in: %s', (text) => expect(touchesAccess(text)).toBe(true));

it.each(['Does the display show an error?', 'Restart the laptop.', 'Print one page to another printer.'])(
  'lets other steps be: %s',
  (text) => expect(touchesAccess(text)).toBe(false),
);

it('knows what interrupts', () => {
  expect(isDisruptive('Save your work and restart the laptop.')).toBe(true);
  expect(isDisruptive('Uninstall the printer driver.')).toBe(true);
  expect(isDisruptive('Look at the display of the printer.')).toBe(false);
});
