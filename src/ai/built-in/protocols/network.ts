import { type Protocol, swap } from './protocol.js';

export const network: Protocol = {
  isolate: swap(
    'Try the same on another device in the same place, for example a phone on the same Wi-Fi. Does it work there?',
    { label: 'It works there', fixes: ['rejoin', 'restart'] },
    { label: 'It fails there too', fixes: ['router', 'place'] },
    { label: 'Cannot try', fixes: ['rejoin', 'restart'] },
  ),
  fixes: {
    rejoin: {
      label: 'Join the network again',
      text: 'Turn Wi-Fi off, wait ten seconds, turn it on and join the network again. With a cable, unplug it and plug it in firmly at both ends.',
    },
    restart: {
      label: 'Restart the device',
      text: 'Save your work and choose Restart, not Shut down. Sign in again and wait a minute.',
    },
    router: {
      label: 'Restart the router at home',
      text: `At home: switch the router off, wait ten seconds, switch it on and give it three minutes. In the office: leave it alone and choose "Can't do this".`,
    },
    place: {
      label: 'Another place or socket',
      text: 'Go to a place where the network worked before, or use another network socket, and try again.',
    },
  },
};
