/** Letters of other scripts that look like Latin ones, and what they look like. */
const lookalikes = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    ё: 'e',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    ԁ: 'd',
    ԛ: 'q',
    ԝ: 'w',
    һ: 'h',
    ӏ: 'l',
    г: 'r',
    п: 'n',
    и: 'u',
    ь: 'b',
    з: '3',
    ɡ: 'g',
    ɑ: 'a',
    ı: 'i',
    ȷ: 'j',
    α: 'a',
    β: 'b',
    γ: 'y',
    δ: 'd',
    ε: 'e',
    η: 'n',
    ι: 'i',
    κ: 'k',
    μ: 'u',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    σ: 'o',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ω: 'w',
    ϲ: 'c',
    ϳ: 'j',
    ß: 'ss',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    æ: 'ae',
    œ: 'oe',
    '’': "'",
    '‘': "'",
    '“': '"',
    '”': '"',
    '–': '-',
    '—': '-',
    '‐': '-',
    '‑': '-',
    '⁄': '/',
    '∕': '/',
    '․': '.',
    '。': '.',
    '։': ':',
    '∶': ':',
  }),
);

const ignorable = /[\p{Cf}\p{Co}\p{Cn}\p{M}\u115F\u1160\u3164\uFFA0\u2800]/gu;

/**
 * A text as it reads aloud: small letters, without accents, invisible characters and letters of other scripts that look
 * Latin; letters that were spaced out stand together. For finding words, never for showing.
 */
export function plainWords(text: string): string {
  const plain = [...text.normalize('NFKC').toLowerCase().normalize('NFD').replace(ignorable, '')]
    .map((char) => lookalikes.get(char) ?? char)
    .join('');
  return plain
    .replace(/(?<![a-z0-9])(?:[a-z0-9][ ._*-]){3,}[a-z0-9](?![a-z0-9])/g, (word) =>
      word.replace(/[ ._*-]/g, ''),
    )
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

const digits: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/** The same with digits and signs read as the letters they stand for in words like p4ssw0rd. */
export const leetWords = (plain: string): string =>
  plain.replace(/[a-z0-9@$]*[a-z][0-9@$]+[a-z][a-z0-9@$]*/g, (word) =>
    word.replace(/[013457@$]/g, (sign) => digits[sign] ?? sign),
  );

/** Sentences, and the lines of a list. */
export const sentencesOf = (plain: string): string[] =>
  plain
    .split(/(?<=[.!?;])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/** What makes two texts alike: their words, without those that every sentence has. */
export function wordSet(text: string): Set<string> {
  const words = plainWords(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !filler.has(word)));
}

const filler = new Set(
  `a an the is are was were be been it its this that of to in on at for with and or do does did can could will would has
  have had you your customer customers user users they them their there`.split(/\s+/),
);

/** How much two sets share: 1 is all, 0 nothing. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}

const observes =
  /^(?:and |or )?(?:did|does|do|has|have|had|was|were|is|are|when|who|why|which|since|hat|haben|ist|sind|war|wurde|wurden|wann|a-t-|est-ce|avez-vous|l'|le |la |ha|han|esta|estan)\b[^?]*\?$/;

/** Asks what was or is, sentence by sentence, and has nobody do anything. */
export const onlyAsks = (text: string): boolean =>
  sentencesOf(plainWords(text)).every((sentence) => observes.test(sentence));
