import { createHash } from 'node:crypto';
import { digits, hex, type Maker, pick } from './making.js';

/** What a problem cannot be solved without. */
export const kept: readonly Maker[] = [
  (random) => {
    const value = `0x${hex(8, random).toUpperCase()}`;
    return [value, `Windows Update stops with ${value}`];
  },
  (random) => {
    const value = `10.${digits(2, random).replace(/^0/, '1')}.${digits(1, random)}.${digits(2, random).replace(/^0/, '2')}`;
    return [value, `Cannot ping ${value} over the VPN`];
  },
  (random) => {
    const value = `10.0.${digits(5, random).replace(/^0/, '2')}.${digits(4, random).replace(/^0/, '3')}`;
    return [value, `Laptop runs Windows ${value}, Wi-Fi drops`];
  },
  (random) => {
    const value = `KB50${digits(5, random)}`;
    return [value, `After ${value} the printer is gone`];
  },
  (random) => {
    const value = `error ${digits(3, random).replace(/^0/, '6')}`;
    return [value, `VPN client says ${value} when it connects`];
  },
  (random) => {
    const value = pick(
      [
        'ERR_CONNECTION_RESET',
        'DRIVER_IRQL_NOT_LESS_OR_EQUAL',
        'ERR_SSL_PROTOCOL_ERROR',
        'AADSTS50126',
        'CAA20003',
        'ENOSPC',
      ],
      random,
    );
    return [value, `The sign-in page shows ${value}`];
  },
  (random) => {
    const value = `Event ID ${digits(4, random).replace(/^0/, '4')}`;
    return [value, `Every hour there is ${value} in the log`];
  },
  (random) => {
    const value = `${digits(2, random).replace(/^0/, '1')}.${digits(1, random)}.${digits(3, random).replace(/^0/, '1')}.${digits(2, random)}`;
    return [value, `Chrome version ${value} crashes on the intranet`];
  },
  (random) => {
    const value = `fe80::${hex(4, random)}:${hex(4, random)}:${hex(4, random)}`;
    return [value, `Only an address like ${value} is assigned`];
  },
  (random) => {
    const value = `-21474${digits(5, random)}`;
    return [value, `Outlook profile fails with ${value}`];
  },
  (random) => {
    const value = pick(
      [
        'LaserJet Pro M404dn',
        'ThinkPad T14 Gen 3',
        'Latitude 5440',
        'Cisco AnyConnect 4.10',
        'Surface Pro 9',
      ],
      random,
    );
    return [value, `The ${value} does not wake up`];
  },
  (random) => {
    const value = `443 and 8${digits(3, random)}`;
    return [value, `Ports ${value} seem to be blocked`];
  },
  (random) => {
    const value = `2026-1${digits(1, random).replace(/[3-9]/, '1')}-0${digits(1, random).replace('0', '7')} 14:${digits(2, random).replace(/^[6-9]/, '3')}`;
    return [value, `It began at ${value} for all of us`];
  },
  (random) => {
    const value = createHash('sha256').update(String(random())).digest('hex').slice(0, 8);
    const id = `${value}-4a1b-4c2d-8e3f-${value}1234`;
    return [id, `The page says correlation id ${id}`];
  },
  (random) => {
    const value = pick(
      ['password has expired', 'password is wrong', 'PIN is not accepted', 'verification code never arrives'],
      random,
    );
    return [value, `The customer says the ${value} on the phone`];
  },
];
