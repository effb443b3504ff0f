/** A draft that the same problem may walk. */
export interface NearDraft {
  problem: string;
  /** Cosine of the two texts; null where there are no vectors. */
  cosine: number | null;
}

/**
 * Stricter than matching: who joins walks steps that nobody has reviewed. Vectors alone put "blank pages" beside
 * "pages twice" (0.94), so most of the words have to be the same ones too. Of 22 pairs of look-alikes none passes, of 18
 * pairs of the same problem half do; the rest grow a tree of their own, which costs and does no harm.
 */
const enough = { cosine: 0.82, words: 0.65, wordsAlone: 0.8 } as const;

/** True if two texts say the same, their facts (facts.ts) being equal. */
export function isSameProblem(problem: string, { problem: other, cosine }: NearDraft): boolean {
  const [a, b] = [contentWords(problem), contentWords(other)];
  const common = [...a].filter((word) => b.has(word)).length;
  const alike = common / Math.max(1, a.size + b.size - common);
  if (cosine === null) return alike >= enough.wordsAlone;
  return cosine >= enough.cosine && alike >= enough.words;
}

/** True if, as far as words go, the two may be the same: only the vectors can tell then. */
export function mayBeSameProblem(problem: string, other: string): boolean {
  return isSameProblem(problem, { problem: other, cosine: 1 });
}

const functionWords = new Set(
  'the a an is are was of in on to at with my our his her their when while since this that it and or does do did will can could only very has have had be been for from by after before customer user says please'.split(
    ' ',
  ),
);

/** The words that say something, without their commonest endings. */
function contentWords(text: string): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[’']/g, "'");
  const spoken = plain
    .replace(/\bwon't\b/g, 'not')
    .replace(/\bcannot\b|\bcan't\b/g, 'not')
    .replace(/n't\b/g, ' not');
  const words = spoken.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.filter((word) => !functionWords.has(word)).map((word) => word.replace(/(?:ing|ed|es|s)$/, '')),
  );
}
