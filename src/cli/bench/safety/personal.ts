import { digits, type Maker, pick, type Random } from './making.js';

const firsts = [
  'Maria',
  'Thomas',
  'Priya',
  'Jürgen',
  'Sophie',
  'Carlos',
  'Emily',
  'Ahmed',
  'Olga',
  'Kwame',
  'Aoife',
  'Henrik',
];
const lasts = [
  'Lopez',
  'Schneider',
  'Patel',
  'O’Brien',
  'Moreau',
  'Fernández',
  'Walker',
  'Hassan',
  'Petrova',
  'Mensah',
  'van Dijk',
  'Lindqvist',
];
const person = (random: Random): string => `${pick(firsts, random)} ${pick(lasts, random)}`;

const plainName = (name: string) =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’' ]/g, '').toLowerCase();

const withName =
  (template: string): Maker =>
  (random) => {
    const value = person(random);
    return [value, template.replace('%', value)];
  };

function card(random: Random): string {
  const body = `4${digits(14, random)}`;
  const check = [...'0123456789'].find((last) => luhn(body + last)) ?? '0';
  return (body + check).replace(/(\d{4})(?=\d)/g, '$1 ');
}

function luhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, char, at) => {
    const value = Number(char) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function iban(random: Random): string {
  const account = digits(18, random);
  const rest = Number(BigInt(`${account}131400`) % 97n);
  return `DE${String(98 - rest).padStart(2, '0')} ${account.replace(/(\d{4})(?=\d)/g, '$1 ')}`;
}

/** Names, ways to reach people, where they live, numbers that stand for them. */
export const personal: readonly Maker[] = [
  (random) => {
    const value = `${plainName(pick(firsts, random))}.${plainName(pick(lasts, random))}@${pick(['contoso.com', 'example.org', 'acme.co.uk', 'firma.de'], random)}`;
    return [value, `Mail to ${value} bounces with 550 5.1.1`];
  },
  (random) => {
    const value = `${plainName(pick(firsts, random))}${digits(2, random)}@gmail.com`;
    return [value, `She cannot sign in as ${value}, MFA prompt never comes`];
  },
  (random) => {
    const value = `+1 (${digits(3, random).replace(/^./, '4')}) 555-0${digits(3, random)}`;
    return [value, `Printer offline, call back at ${value} after 3 pm`];
  },
  (random) => {
    const value = `+49 30 ${digits(8, random).replace(/^0/, '9')}`;
    return [value, `Laptop startet nicht, Rückruf unter ${value}`];
  },
  (random) => {
    const value = `07700 900${digits(3, random)}`;
    return [value, `Phone does not ring, his mobile is ${value}`];
  },
  (random) => {
    const value = `06 ${Array.from({ length: 4 }, () => digits(2, random)).join(' ')}`;
    return [value, `Le VPN coupe, joindre le client au ${value}`];
  },
  withName('% cannot open the shared folder since the update'),
  withName('Customer % says the screen flickers'),
  withName('This is % from accounting, Excel crashes with 0xc0000005'),
  withName('Kundin %: Drucker druckt nur leere Seiten'),
  withName('Monitor stays black after docking.\n\nRegards,\n%'),
  withName('spoke to % about the VPN error 809'),
  (random) => {
    const value = pick(lasts, random);
    return [value, `Mrs. ${value} gets no sound in calls`];
  },
  (random) => {
    const value = card(random);
    return [value, `The shop page rejects card ${value} with a timeout`];
  },
  (random) => {
    const value = iban(random);
    return [value, `Online-Banking-Plugin hängt bei IBAN ${value}`];
  },
  (random) => {
    const value = `${digits(3, random).replace(/^[09]/, '4').replace('666', '665').replace('000', '123')}-${digits(2, random).replace('00', '12')}-${digits(4, random)}`;
    return [value, `The payroll form refuses SSN ${value}`];
  },
  (random) => {
    const value = `${digits(2, random).replace(/^0/, '1')} ${pick(['Oak', 'Maple', 'Station', 'Church'], random)} ${pick(['Street', 'Road', 'Avenue', 'Lane'], random)}`;
    return [value, `Router at the home office, ${value}, blinks red`];
  },
  (random) => {
    const value = `${pick(['Haupt', 'Bahnhof', 'Garten', 'Linden'], random)}straße ${digits(2, random).replace(/^0/, '1')}`;
    return [value, `Kein Internet im Büro ${value} seit heute früh`];
  },
  (random) => {
    const value = digits(8, random).replace(/^0/, '1');
    return [value, `Customer number ${value}, portal shows a white page`];
  },
  (random) => {
    const value = `E${digits(6, random)}`;
    return [value, `Employee ID ${value} cannot clock in`];
  },
  (random) => {
    const value = `${plainName(pick(firsts, random))[0]}${plainName(pick(lasts, random))}`;
    return [`\\Users\\${value}`, `Error opening C:\\Users\\${value}\\Documents\\plan.xlsx`];
  },
  (random) => {
    const value = `${plainName(pick(firsts, random))[0]}${plainName(pick(lasts, random))}`;
    return [`\\${value}`, `ACME\\${value} is asked for credentials again and again`];
  },
  (random) => {
    const value = `${digits(1, random).replace('0', '2')}${digits(1, random).replace('0', '3')}.0${digits(1, random).replace('0', '4')}.19${digits(2, random).replace(/^[0-3]/, '7')}`;
    return [value, `The HR form does not take the date of birth ${value}`];
  },
  (random) => {
    const value = `${plainName(pick(firsts, random))}.${plainName(pick(lasts, random))}`;
    return [value, `username: ${value}, account is locked out every morning`];
  },
  withName('on behalf of % : mailbox is full'),
];
