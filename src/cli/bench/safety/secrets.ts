import { alnum, chars, digit, digits, hex, type Maker, pick, type Random, upper } from './making.js';

const words = [
  'Sommer',
  'Winter',
  'Printer',
  'Office',
  'Dragon',
  'Sunny',
  'Welcome',
  'Berlin',
  'Coffee',
  'Monkey',
];
const password = (random: Random): string =>
  pick(
    [
      () => `${pick(words, random)}${digits(4, random)}!`,
      () => `${chars(`${alnum}!#$%&*`, 12, random)}7a`,
      () => `${pick(words, random).toLowerCase()}${digits(2, random)}`,
      () => `${pick(words, random)}-${pick(words, random)}-${digits(2, random)}`,
    ],
    random,
  )();

const withPassword =
  (template: string): Maker =>
  (random) => {
    const value = password(random);
    return [value, template.replaceAll('%', value)];
  };

/** Passwords, codes, keys and tokens, as people paste them. */
export const secrets: readonly Maker[] = [
  withPassword('VPN does not connect, user says her password is % and it worked on Friday'),
  withPassword('Outlook keeps asking. pw: % but it is not taken'),
  withPassword('Login: jdoe password: % still gets error 0x8004010F'),
  withPassword('Das Kennwort ist % und der Drucker fragt trotzdem danach'),
  withPassword('Le mot de passe est % mais la session ne s’ouvre pas'),
  withPassword('La contraseña es % y no entra en el correo'),
  withPassword('I reset it to "%" (password) and now Teams fails; password "%"'),
  withPassword('The Wi-Fi key is %, no internet on the second floor'),
  withPassword('mapped drive fails with net use password=%'),
  withPassword('passcode = % on the tablet, it does not unlock'),
  (random) => {
    const value = digits(6, random);
    return [value, `The verification code is ${value} but the sign-in page wants another one`];
  },
  (random) => {
    const value = digits(4, random);
    return [value, `The copier asks for a PIN, his PIN is ${value}, scan to mail fails`];
  },
  (random) => {
    const value = `AKIA${chars(upper + digit, 16, random)}`;
    return [value, `The backup tool shows AccessDenied for key ${value} since the update`];
  },
  (random) => {
    const value = `ghp_${chars(alnum, 36, random)}`;
    return [value, `git push fails with 403, remote uses ${value}`];
  },
  (random) => {
    const value = `xoxb-${digits(12, random)}-${digits(12, random)}-${chars(alnum, 24, random)}`;
    return [value, `The Slack workflow fails, token ${value}`];
  },
  (random) => {
    const value = `sk-proj-${chars(alnum, 40, random)}`;
    return [value, `The plugin says invalid key ${value}`];
  },
  (random) => {
    const value = `eyJ${chars(alnum, 20, random)}.eyJ${chars(alnum, 40, random)}.${chars(alnum, 43, random)}`;
    return [value, `The portal logs Authorization: Bearer ${value} and then 401`];
  },
  (random) => {
    const value = Array.from({ length: 8 }, () => digits(6, random)).join('-');
    return [value, `BitLocker recovery screen, they typed ${value} and it restarts`];
  },
  (random) => {
    const value = Array.from({ length: 5 }, () => chars(upper + digit, 5, random)).join('-');
    return [value, `Windows is not activated with ${value}, error 0xC004F074`];
  },
  (random) => {
    const value = chars(alnum, 16, random);
    return [value, `The scan folder is smb://scanner:${value}@10.0.4.7/scans and says access denied`];
  },
  (random) => {
    const value = chars(`${alnum}+/`, 86, random);
    return [value, `Storage sync fails: AccountName=acme;AccountKey=${value}==;EndpointSuffix=core`];
  },
  (random) => {
    const value = chars(alnum, 64, random);
    return [
      value,
      `-----BEGIN RSA PRIVATE KEY-----\n${value}\n-----END RSA PRIVATE KEY----- ssh still refuses`,
    ];
  },
  (random) => {
    const value = hex(32, random);
    return [value, `api_key=${value} is rejected by the label printer service`];
  },
  (random) => {
    const value = `AIza${chars(alnum, 35, random)}`;
    return [value, `The map on the intranet is grey, console shows ${value}`];
  },
  (random) => {
    const value = chars(`${alnum}_-`, 32, random);
    return [value, `SQL client: Server=db1;User Id=app;Password=${value}; cannot connect since 9:40`];
  },
];
