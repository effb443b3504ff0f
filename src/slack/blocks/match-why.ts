import { solvedRate } from '../../domain/flow-record.js';
import type { Suggestion } from '../../domain/match.js';
import { shorten } from '../../domain/text.js';
import { count, type Mrkdwn, mrkdwnLine } from './text.js';

type Reasons = Pick<Suggestion, 'why' | 'commonWords' | 'nearestPhrase' | 'record'>;

const shown = { words: 4, word: 24, phrase: 80, why: 240 } as const;

/**
 * Why a flow came up, in one line that an agent can judge: words in common, the nearest way to say it, what was solved
 * with it, and how often it solves. What there is nothing to say about is left out.
 */
export function matchWhy(flow: Reasons): Mrkdwn {
  const parts = [wordsIn(flow), phraseOf(flow), alikeIn(flow), rateOf(flow)].filter((part) => part !== null);
  return parts.length > 0 ? parts.join('  ·  ') : mrkdwnLine(flow.why, shown.why);
}

function wordsIn({ commonWords }: Reasons): Mrkdwn | null {
  const words = commonWords
    .slice(0, shown.words)
    .map((word) => mrkdwnLine(shorten(word, shown.word), shown.word));
  return words.length === 0 ? null : `Also says ${words.map((word) => `*${word}*`).join(', ')}`;
}

function phraseOf({ nearestPhrase }: Reasons): Mrkdwn | null {
  return nearestPhrase === null ? null : `like “${mrkdwnLine(nearestPhrase, shown.phrase)}”`;
}

function alikeIn({ record }: Reasons): Mrkdwn | null {
  return record && record.alike > 0 ? `${count(record.alike, 'alike ticket')} solved` : null;
}

function rateOf({ record }: Reasons): Mrkdwn | null {
  const rate = record && solvedRate(record);
  return rate ? `solved ${rate.solved} of ${rate.walks} walks` : null;
}
