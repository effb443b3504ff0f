import type { FoundPhrase, Library } from './match-evidence.js';
import { problemTexts } from './match-problem.js';
import { isSpellable, spelled, spelledAlike, spellingOf, type Text, textOf } from './match-texts.js';
import { lexemesIn, sharedTrigrams, type Trigrams, trigramsIn, type Word, wordsIn } from './match-words.js';

/** A problem in the forms in which it is compared. */
export interface ComparedProblem {
  /** As they were typed, with their lexemes; concepts left out. */
  words: readonly Word[];
  /** Each lexeme once. */
  lexemes: ReadonlySet<string>;
  /** The lexemes of each part, the whole first. */
  parts: readonly ReadonlySet<string>[];
  /** The trigrams of each part. */
  grams: readonly Trigrams[];
  /** How much each lexeme says in this library: the rarer the more. */
  weightOf: (lexeme: string) => number;
  /** What all lexemes of a text weigh together. */
  sumOf: (lexemes: ReadonlySet<string>) => number;
  library: Library;
}

/** Makes a problem ready to be compared with the flows of a library. */
export function readProblem(text: string, library: Library): ComparedProblem {
  const texts = problemTexts(text);
  const parts = texts.map((part) => lexemesIn(part));
  return {
    words: wordsIn(texts[0] ?? '').filter(({ lexeme }) => !lexeme.startsWith('~')),
    lexemes: parts[0] ?? new Set(),
    parts,
    grams: texts.map((part) => trigramsIn(part.slice(0, spelled))),
    ...weightsIn(library),
    library,
  };
}

type Weights = Pick<ComparedProblem, 'weightOf' | 'sumOf'>;

/** A library's weights as far as they have come up, for as long as somebody holds the library. */
const knownWeights = new WeakMap<Library, Weights>();

function weightsIn(library: Library): Weights {
  const known = knownWeights.get(library) ?? readWeights(library);
  knownWeights.set(library, known);
  return known;
}

/** The inverse document frequency of BM25. */
function readWeights({ size, frequency }: Library): Weights {
  const weights = new Map<string, number>();
  const sums = new WeakMap<ReadonlySet<string>, number>();
  const weightOf = (lexeme: string): number => {
    const known = weights.get(lexeme);
    if (known !== undefined) return known;
    const flows = Math.min(frequency.get(lexeme) ?? 0, size);
    const weight = Math.log(1 + (size - flows + 0.5) / (flows + 0.5));
    if (frequency.has(lexeme)) weights.set(lexeme, weight);
    return weight;
  };
  const sumOf = (lexemes: ReadonlySet<string>): number => {
    const known = sums.get(lexemes);
    if (known !== undefined) return known;
    let sum = 0;
    for (const lexeme of lexemes) sum += weightOf(lexeme);
    sums.set(lexemes, sum);
    return sum;
  };
  return { weightOf, sumOf };
}

/** How near one candidate is to a problem by every measure, 0 (far) to 1 (near) mostly. */
export interface Measures {
  keyword: number;
  keywordShare: number;
  problemCovered: number;
  phraseCovered: number;
  titleCovered: number;
  overlap: number;
  partOverlap: number;
  similarity: number;
  containment: number;
  softCovered: number;
  titleMissing: number;
  nearest: number;
  nearestWhole: number;
  secondNearest: number;
  mean: number;
  meanWhole: number;
  title: number;
}

/** Compares one flow with a problem by every measure. */
export function measure(problem: ComparedProblem, phrases: readonly FoundPhrase[]): Measures {
  const texts = phrases.map(textOf);
  return {
    ...wordMeasures(problem, texts),
    ...spellings(problem, texts),
    ...cosinesOf(phrases.filter(({ kind }) => kind !== 'body')),
  };
}

function wordMeasures(p: ComparedProblem, texts: readonly Text[]) {
  const { weightOf, sumOf } = p;
  const extent = texts.reduce((sum, { weight, lexemes }) => sum + weight * lexemes.size, 0);
  let keyword = 0;
  let ceiling = 0;
  let covered = 0;
  let total = 0;
  let soft = 0;
  for (const lexeme of p.lexemes) {
    const weight = weightOf(lexeme);
    let tf = 0;
    for (const one of texts) if (one.lexemes.has(lexeme)) tf += one.weight;
    ceiling += 2.2 * weight;
    total += weight;
    if (tf > 0) {
      covered += weight;
      soft += weight;
      keyword += (weight * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * extent) / p.library.usualExtent));
    } else if (!p.library.frequency.has(lexeme)) soft += weight * nearestSpelling(lexeme, texts);
  }
  const sets = p.parts;
  const sums = sets.map(sumOf);
  let phraseCovered = 0;
  let titleCovered = 0;
  let overlap = 0;
  let partOverlap = 0;
  let titleMissing = 0;
  for (const { kind, lexemes: set } of texts) {
    if (kind === 'body') continue;
    const sum = sumOf(set);
    sets.forEach((part, at) => {
      const common = commonWeight(set, part, weightOf);
      const share = common / Math.max(sum, 0.001);
      const both = common / Math.max(Math.sqrt(sum * (sums[at] ?? 0)), 0.001);
      if (at === 0) {
        const damped = common / Math.max(sum, 6);
        phraseCovered = Math.max(phraseCovered, damped);
        if (kind === 'title') titleCovered = share;
        overlap = Math.max(overlap, both);
      }
      partOverlap = Math.max(partOverlap, both);
    });
    if (kind === 'title')
      for (const lexeme of set)
        if (!sets[0]?.has(lexeme)) titleMissing = Math.max(titleMissing, weightOf(lexeme));
  }
  return {
    keyword,
    keywordShare: keyword / Math.max(ceiling, 0.001),
    problemCovered: covered / Math.max(total, 0.001),
    softCovered: soft / Math.max(total, 0.001),
    phraseCovered,
    titleCovered,
    overlap,
    partOverlap,
    titleMissing: titleMissing / 8,
  };
}

/** Below this two words are different ones, above it one may be mistyped. */
const mistyped = 0.4;

function nearestSpelling(lexeme: string, texts: readonly Text[]): number {
  if (!isSpellable(lexeme)) return 0;
  const own = spellingOf(lexeme);
  let best = 0;
  for (const { spellings } of texts)
    for (const other of spellings) best = Math.max(best, spelledAlike(own, other, Math.max(best, mistyped)));
  return best;
}

const commonWeight = (
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  weightOf: (lexeme: string) => number,
): number => {
  let sum = 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const one of small) if (large.has(one)) sum += weightOf(one);
  return sum;
};

function spellings({ grams }: ComparedProblem, texts: readonly Text[]) {
  let similarity = 0;
  let containment = 0;
  for (const { grams: own } of texts) {
    if (own === null || own.length === 0) continue;
    for (const part of grams) {
      const common = sharedTrigrams(own, part);
      similarity = Math.max(similarity, common / (own.length + part.length - common));
      containment = Math.max(containment, common / Math.max(own.length, 8));
    }
  }
  return { similarity, containment };
}

function cosinesOf(readable: readonly FoundPhrase[]) {
  let nearest = 0;
  let nearestWhole = 0;
  let secondNearest = 0;
  let sum = 0;
  let sumWhole = 0;
  let count = 0;
  let title = 0;
  for (const { kind, cosines } of readable) {
    if (!cosines || cosines.length === 0) continue;
    const best = Math.max(...cosines);
    const whole = cosines[0] ?? 0;
    count += 1;
    sum += best;
    sumWhole += whole;
    if (best > nearest) {
      secondNearest = nearest;
      nearest = best;
    } else if (best > secondNearest) secondNearest = best;
    if (whole > nearestWhole) nearestWhole = whole;
    if (kind === 'title') title = best;
  }
  return {
    nearest,
    nearestWhole,
    secondNearest: count > 1 ? secondNearest : nearest,
    mean: sum / Math.max(count, 1),
    meanWhole: sumWhole / Math.max(count, 1),
    title,
  };
}
