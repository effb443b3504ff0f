import { type Protocol, swap } from './protocol.js';

export const email: Protocol = {
  isolate: swap(
    'Open the mailbox in a web browser. Is everything right there?',
    { label: 'Yes, right there', fixes: ['online', 'restart'] },
    { label: 'No, wrong there too', fixes: ['private', 'folders'] },
    { label: 'Cannot try', fixes: ['online', 'restart'] },
  ),
  fixes: {
    online: {
      label: 'Working online',
      text: 'In the mail program, make sure that Work Offline is off, then press Send and Receive once.',
    },
    restart: {
      label: 'Restart the mail program',
      text: 'Save your work and restart the computer, so that no hidden mail program is left. Open it once and give it two minutes.',
    },
    private: {
      label: 'Private browser window',
      text: 'Close the web mail, open a private browser window, and sign in there yourself.',
    },
    folders: {
      label: 'Other folders and space',
      text: 'Search all folders, junk too, for what is missing, and look whether the mailbox says that it is full.',
    },
  },
};
