import { type Protocol, swap } from './protocol.js';

export const vpn: Protocol = {
  isolate: swap(
    'Leave the VPN off. Does a public web page open?',
    { label: 'Yes, it opens', fixes: ['client', 'connection'] },
    { label: 'No, it does not', fixes: ['internet', 'connection'] },
    { label: 'Cannot try', fixes: ['client', 'connection'] },
  ),
  fixes: {
    client: {
      label: 'Restart client and computer',
      text: 'Quit the VPN client from its symbol beside the clock, restart the computer, wait a minute, then connect once.',
    },
    connection: {
      label: 'Another connection',
      text: "Use another internet connection, for example the phone's if that is allowed, and connect the VPN over it.",
    },
    internet: {
      label: 'Own internet first',
      text: 'Join your own Wi-Fi or cable again. At home, switch the router off, wait ten seconds, switch it on and give it three minutes.',
    },
  },
};
