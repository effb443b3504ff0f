import { type Protocol, swap } from './protocol.js';

export const hardware: Protocol = {
  isolate: swap(
    'Swap one part that can be at fault: cable, socket, screen, mouse, headset or charger. Does it work with the other one?',
    { label: 'It works with the other', fixes: ['seat', 'port'] },
    { label: 'It fails with the other too', fixes: ['restart', 'power'] },
    { label: 'Nothing to swap', fixes: ['seat', 'power'] },
  ),
  fixes: {
    seat: {
      label: 'Plug in firmly',
      text: 'Unplug the part, look for dirt or bent pins without touching them, and plug it in firmly at both ends.',
    },
    port: {
      label: 'Another port',
      text: 'Plug the part straight into another port of the computer, without a dock or hub between.',
    },
    restart: {
      label: 'Restart',
      text: 'Save your work, choose Restart, and let it finish without touching anything.',
    },
    power: {
      label: 'Off and without power',
      text: 'Save your work and shut down. Unplug everything, the charger too, wait half a minute, plug in only the charger and start.',
    },
  },
};
