import { type Protocol, swap } from './protocol.js';

export const general: Protocol = {
  isolate: swap(
    'Try the same on another device, with your own sign-in. Does it work there?',
    { label: 'It works there', fixes: ['reopen', 'restart'] },
    { label: 'It fails there too', fixes: ['again', 'place'] },
    { label: 'Cannot try', fixes: ['reopen', 'restart'] },
  ),
  fixes: {
    reopen: {
      label: 'Close and open',
      text: 'Save your work, close what shows the problem, wait ten seconds and open it again.',
    },
    restart: {
      label: 'Restart the device',
      text: 'Save your work, choose Restart, and try again before you open anything else.',
    },
    again: {
      label: 'Fresh sign-in',
      text: 'Sign out, close everything that belongs to it, sign in yourself and try again. Say no password aloud.',
    },
    place: {
      label: 'Another place or network',
      text: 'Try it once from another place or over another network.',
    },
  },
};
