/** Makes a value and a text that has it. */
export type Maker = (random: Random) => [value: string, text: string];
export type Random = () => number;

export const pick = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)] as Item;
export const chars = (alphabet: string, length: number, random: Random): string =>
  Array.from({ length }, () => pick([...alphabet], random)).join('');
export const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

export const digit = '0123456789';
export const alnum = `${upper}abcdefghijkmnopqrstuvwxyz${digit}`;
export const digits = (length: number, random: Random) => chars(digit, length, random);
export const hex = (length: number, random: Random) => chars('0123456789abcdef', length, random);
