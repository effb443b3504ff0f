import { seededRandom } from '../../shared/random.js';

/** A node as the mock model writes it, with how agents really answer it. */
export interface WorldNode {
  text: string;
  kind: 'question' | 'instruction' | 'resolution' | 'escalation';
  /** For an instruction: whether it changes something, so that the server asks whether it works. */
  risk: 'none' | 'low';
  /** Of a question; empty where it says nothing of it. */
  howToTell: string;
  answers: { label: string; likelihood: number; weight: number }[];
}

/** What the mock is made of. */
export interface WorldOptions {
  seed: number;
  /** Every question has two answers, as in charts of yes and no. */
  binary: boolean;
  /** Its questions say how to find out. */
  tells: boolean;
}

const nouns =
  'marble lantern velvet harbour meadow compass feather orchard pebble canyon saddle thimble walnut anchor bonnet cobbler domino ember falcon gravel hammock island jasmine kettle ladder magnet napkin oyster parcel quartz ribbon saucer tunnel umbrella violin wagon yarn zipper acorn barrel candle daisy easel fiddle goblet helmet igloo jigsaw kayak lemon mitten'.split(
    ' ',
  );

/** The path's length so far stands in the prompt as what is left of it. */
const stepsLeft = /steps left after this one: (\d+)/;
const longestPath = 12;

/**
 * Trees of problems that do not exist: the same prompt gives the same node. Paths have six nodes on average and eleven
 * at most, one node in three is something to do, questions have two to four answers of uneven
 * likelihood (Dirichlet 1), and the model knows the likelihoods with some noise.
 */
export class World {
  private readonly byText = new Map<string, WorldNode>();
  private readonly options: WorldOptions;

  constructor(options: WorldOptions) {
    this.options = options;
  }

  nodeFor(prompt: string): WorldNode {
    const random = seededRandom(hashOf(prompt) ^ this.options.seed);
    const left = Number(stepsLeft.exec(prompt)?.[1] ?? longestPath - 1);
    const node = this.written(random, longestPath - left);
    this.byText.set(bare(node.text), node);
    return node;
  }

  /** The node that a card shows; null for what the server wrote. */
  shownIn(words: string): WorldNode | null {
    for (const line of words.split('\n')) {
      const node = this.byText.get(bare(line));
      if (node) return node;
    }
    return null;
  }

  private written(random: () => number, depth: number): WorldNode {
    const word = () => nouns[Math.floor(random() * nouns.length)] ?? 'marble';
    const [a, b, c, d] = [word(), word(), word(), word()];
    if (depth >= 10 || (depth >= 4 && random() < 0.27))
      return random() < 0.6
        ? end('resolution', `The ${a} ${b} was the cause; the ${c} ${d} is right now.`)
        : end('escalation', `Hand over the ${a} ${b} beside the ${c} ${d} with what was found.`);
    if (depth >= 2 && random() < 0.35) {
      const risk = random() < 0.7 ? 'low' : 'none';
      return {
        text: `Look at the ${a} ${b} and move the ${c} ${d}.`,
        kind: 'instruction',
        risk,
        howToTell: '',
        answers: [],
      };
    }
    const answers = this.answers(random, word);
    const text = `Is the ${a} ${b} near the ${c} ${d}?`;
    const howToTell = this.options.tells ? `Stand beside the ${c} ${d} and look for the ${a} ${b}.` : '';
    return { text, kind: 'question', risk: 'none', howToTell, answers };
  }

  private answers(random: () => number, word: () => string): WorldNode['answers'] {
    const count = this.options.binary ? 2 : 2 + Math.floor(3 * random());
    const labels = new Set<string>();
    while (labels.size < count) labels.add(`The ${word()} ${word()}`);
    const weights = normalised(Array.from(labels, () => -Math.log(1 - random())));
    const guesses = normalised(weights.map((weight) => weight * Math.exp(0.15 * normal(random))));
    return Array.from(labels, (label, index) => ({
      label,
      weight: weights[index] ?? 0,
      likelihood: guesses[index] ?? 0,
    }));
  }
}

const end = (kind: 'resolution' | 'escalation', text: string): WorldNode => ({
  text,
  kind,
  risk: 'none',
  howToTell: '',
  answers: [],
});

const normalised = (parts: number[]): number[] => {
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
};

const bare = (text: string): string => text.replace(/[^\p{L} ]/gu, '').trim();

/** FNV-1a. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Box and Muller's. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A time by its median and the value that 95 % stay below, in milliseconds. */
export function lognormal(random: () => number, { median, p95 }: { median: number; p95: number }): number {
  const sigma = Math.log(p95 / median) / 1.645;
  return median * Math.exp(sigma * normal(random));
}
