import { type Protocol, swap } from './protocol.js';

export const access: Protocol = {
  isolate: swap(
    'Try to sign in somewhere else, for example to web mail in a private browser window. Does it work there?',
    { label: 'It works there', fixes: ['close', 'restart'] },
    { label: 'It fails there too', fixes: ['typing', 'wait'] },
    { label: 'Cannot try', fixes: ['typing', 'restart'] },
  ),
  fixes: {
    close: {
      label: 'Sign out and in',
      text: 'Close the program or the browser completely, open it again and sign in once. Say no password aloud.',
    },
    restart: {
      label: 'Restart the device',
      text: 'Save your work, restart the device, check that its date and time are right, and sign in once.',
    },
    typing: {
      label: 'Type it slowly',
      text: 'Check Caps Lock and the keyboard language by typing the user name where it can be read. Then sign in once, slowly. Say no password aloud.',
    },
    wait: {
      label: 'Wait out a lock',
      text: 'Sign out of phones and other devices that may still use an old password. Wait 15 minutes without trying, then sign in once.',
    },
  },
};
