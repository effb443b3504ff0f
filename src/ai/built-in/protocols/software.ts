import { type Protocol, swap } from './protocol.js';

export const software: Protocol = {
  isolate: swap(
    'Do the same another way: another browser, the web version, or another file. Does it work there?',
    { label: 'It works there', fixes: ['reopen', 'restart'] },
    { label: 'It fails there too', fixes: ['restart', 'sign-in'] },
    { label: 'Cannot try', fixes: ['reopen', 'restart'] },
  ),
  fixes: {
    reopen: {
      label: 'Close and open',
      text: 'Save your work, close the program and all its windows, wait ten seconds, open it and do the same step again.',
    },
    restart: {
      label: 'Restart the computer',
      text: 'Save your work and choose Restart. Let waiting updates finish, then open only this program.',
    },
    'sign-in': {
      label: 'Sign out and in',
      text: 'Sign out of the program, close it, open it and sign in yourself. Say no password aloud.',
    },
  },
};
