import { type Protocol, swap } from './protocol.js';

export const printing: Protocol = {
  isolate: swap(
    'Swap one side: print the same page to another printer, or let a colleague print to this one. What works?',
    { label: 'Another printer works', fixes: ['printer', 'queue'] },
    { label: 'A colleague can print to it', fixes: ['queue', 'restart'] },
    { label: 'Neither, or cannot try', fixes: ['printer', 'restart'] },
  ),
  fixes: {
    printer: {
      label: 'Look at the printer',
      text: 'Look at its display. Fill the paper, close every flap, check its cables, then switch it off, wait ten seconds and switch it on.',
    },
    queue: {
      label: 'Clear the own queue',
      text: 'Open the queue of this printer on the computer. Untick "Use printer offline" and "Pause printing", cancel your own waiting jobs and print one page.',
    },
    restart: {
      label: 'Restart the computer',
      text: 'Save your work, restart the computer, check which printer is chosen, and print one page.',
    },
  },
};
