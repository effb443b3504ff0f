import { kept } from './kept.js';
import type { Maker, Random } from './making.js';
import { personal } from './personal.js';
import { secrets } from './secrets.js';

/** One problem with one thing in it that must not leave, or must stay. */
export interface Planted {
  kind: 'secret' | 'personal' | 'kept';
  value: string;
  text: string;
}

/** Problems as people type them, with secrets, personal data and technical words planted; the same for the same seed. */
export function plantedTexts(random: Random): Planted[] {
  return [
    ...repeated('secret', secrets, 250, random),
    ...repeated('personal', personal, 250, random),
    ...repeated('kept', kept, 200, random),
  ];
}

function repeated(kind: Planted['kind'], makers: readonly Maker[], count: number, random: Random): Planted[] {
  return Array.from({ length: count }, (_, index) => {
    const maker = makers[index % makers.length] as Maker;
    const [value, text] = maker(random);
    return { kind, value, text };
  });
}
