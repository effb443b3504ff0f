import { expandAbbreviations } from './match-concepts.js';

/** What is read of a problem, in characters and sentences. */
const longest = { whole: 1_000, read: 12_000, sentence: 300, sentences: 8 } as const;

/**
 * The texts of a problem that are compared: the whole, and, where it has several, its sentences. In a long mail one
 * sentence says what is wrong, and the nearest of its vectors finds the flow more often than the vector of the whole
 * or a mean (first messages of public dialogs, first hit by cosine alone: 95 % against 88 % and 79 %).
 */
export function problemTexts(text: string): string[] {
  const said = withoutDenials(withoutWrapping(text.slice(0, longest.read)));
  const sentences = tellingOf(sentencesIn(said));
  const whole = (said.length > longest.whole ? sentences.join(' ') : said).slice(0, longest.whole).trim();
  return sentences.length < 2 ? [whole] : [whole, ...sentences];
}

/** The same texts as they are embedded: the model has never read the trade's abbreviations. */
export const problemParts = (text: string): string[] => problemTexts(text).map(expandAbbreviations);

const sentencesIn = (text: string): string[] =>
  text
    .split(/(?<=[.!?…。؟])\s+|\n+|,?\s+and also\s+/u)
    .map((sentence) => sentence.slice(0, longest.sentence).trim())
    .filter((sentence) => /\p{L}.*\s.*\p{L}/su.test(sentence));

/** Words by which people say that something is wrong. */
const cue =
  /\b(?:error|fail\w*|can ?no?t|can'?t|won'?t|doesn'?t|isn'?t|not|no|unable|stop\w*|stuck|broken|problem|issue|wrong|lost|missing|crash\w*|slow|denied|expired?|locked|help|how|reset|forgot\w*)\b/gi;

/** The sentences that tell most, in their order. */
function tellingOf(sentences: readonly string[]): string[] {
  if (sentences.length <= longest.sentences) return [...sentences];
  return sentences
    .map((sentence, at) => ({ sentence, at, cues: sentence.match(cue)?.length ?? 0 }))
    .sort((a, b) => Math.min(b.cues, 3) - Math.min(a.cues, 3) || a.at - b.at)
    .slice(0, longest.sentences)
    .sort((a, b) => a.at - b.at)
    .map(({ sentence }) => sentence);
}

const wrapping =
  /^(?:>.*|(?:from|to|cc|bcc|sent|date|subject|reply-to|x-[\w-]+|return-path|received|message-id|importance|von|an|betreff|gesendet):.*|on .{5,80} wrote:|-{2,}.*|_{5,}|(?:kind|best|warm|many)?\s*(?:regards|wishes|thanks|thank you|cheers|sincerely|mit freundlichen gr\S+)[\s,.!]*|(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[,!]?|sent from my .*)$/i;

/** What a subject says stays, the rest of a mail's wrapping goes; a text that is all wrapping stays as it is. */
function withoutWrapping(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text
    .split('\n')
    .map((line) => line.trim().replace(/^(?:subject|betreff|re|fwd?):\s*(?:(?:re|fwd?|aw|wg):\s*)*/i, ''))
    .filter((line) => line !== '' && !wrapping.test(line));
  return lines.join('\n') || text;
}

const thing =
  "(?:(?:the|my|his|her|our|their|a|an|this|that)\\s+)?[\\p{L}\\p{N}'-]+(?:\\s+(?!but\\b|and\\b|so\\b)[\\p{L}\\p{N}'-]+)?";

/** What people say is not the matter: "not the VPN", "the printer works fine", "instead of Outlook". */
const denials = [
  `\\b(?:it\\s+is|it'?s|this\\s+is|its|and|but)?\\s*\\bnot\\s+(?:the|my|his|her|our|their|a|an|about\\s+the|about\\s+my|about)\\s+${"(?:[\\p{L}\\p{N}'-]+)"}(?:\\s+(?:problem|issue|itself|one))?`,
  `\\b(?:isn'?t|wasn'?t|nothing\\s+to\\s+do\\s+with|rather\\s+than|instead\\s+of|other\\s+than|except(?:\\s+for)?|apart\\s+from|no\\s+(?:problem|issue|trouble)s?\\s+with)\\s+(?:the|my|his|her|our|their|a|an)?\\s*[\\p{L}\\p{N}'-]+(?:\\s+(?:problem|issue|itself))?`,
  `${thing}\\s+(?:itself\\s+|still\\s+)?(?:works?|is\\s+working|are\\s+working|connects?|prints?|is|are)\\s+(?:perfectly\\s+|totally\\s+|completely\\s+|just\\s+)?(?:fine|ok|okay|good|well|normally|alright|perfectly)\\b`,
].map((pattern) => new RegExp(pattern, 'giu'));

/** A text that is all denial stays as it is: it is then the only thing that was said. */
function withoutDenials(text: string): string {
  const said = denials.reduce((rest, pattern) => rest.replace(pattern, ' '), text);
  return /\p{L}{3,}.*\p{L}{3,}/su.test(said) ? said : text;
}
