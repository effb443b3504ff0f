/** Small words of other languages in Latin letters that English does not have. */
const foreign = new Set(
  `der das und nicht ist ich mein meine meinen kein keine kann mit auf dem den ein eine einen zu fuer wir sie funktioniert
  geht bitte seit wenn nach sich beim vom le la les des une mon ma mes ne pas je est sur avec pour dans nous vous il elle
  ca marche plus el los las una mi mis que con por para esta puedo funciona desde tengo se lo del al nao meu minha
  esta um uma estou consigo para com il gli della non mio mia sono di che funziona posso ho een het niet mijn ik kan met
  voor werkt op naar jag inte min mitt det och som har till pa nie moje moj jest sie dziala na ja mogu nije bir ve bu
  calismiyor benim jeg ikke mit virker og til ei minun en voi toimi`.split(/\s+/),
);

const english = new Set(
  `the is my i a to and of in it not on for with when this that cannot can was are have does do you your we has be but
  after from at an or if will they`.split(/\s+/),
);

/**
 * Whether a text is in a language that the matcher has not learned: most of its letters are not Latin, or its small
 * words are mostly those of another language. Such a text may be offered flows, but is never matched by itself.
 */
export function isForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters > 0 && latin < letters / 2) return true;
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/\p{L}+/gu);
  let [others, ours] = [0, 0];
  for (const word of words ?? []) {
    if (foreign.has(word)) others += 1;
    if (english.has(word)) ours += 1;
  }
  return others > ours;
}
