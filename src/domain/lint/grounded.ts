import { error, type LintFinding } from './finding.js';

const endings =
  'com|net|org|io|co|de|uk|fr|es|it|nl|eu|ru|cn|info|biz|dev|app|cloud|online|site|xyz|top|club|shop|live|link|click|zip|mov|me|tv|us|ca|ch|at|be|pl|se|no|dk|fi|in|jp|br|au|gov|edu|mil|int|local|lan|corp|internal|ai|gg|ly|to|cc|ws|tk|onion|support|help|tech|store|page|pro|work|team|ms';

/** What must not be made up: where to go, whom to call, what to look up. */
const references: readonly [RegExp, string][] = [
  [/\bh(?:tt|xx)ps?\s?(?::|\[:\])\s?\/\/?\S+/gi, 'a web address'],
  [/[\w.-]*\w\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\))\s?\w[\w.-]*/gi, 'a web address'],
  [/\bwww\d?\s?[.[]\s?\S+/gi, 'a web address'],
  [
    new RegExp(
      String.raw`(?<![\w@-])(?:[a-z0-9](?:[\w-]*[a-z0-9])?(?:\.|\s\.\s|\s?\[\.\]\s?|\s?\(dot\)\s?|\sdot\s))+(?:${endings})(?:/\S*)?(?![\w-])`,
      'gi',
    ),
    'a host name',
  ],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, 'an e-mail address'],
  [/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g, 'an IP address'],
  [/(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}(?![\w:])/gi, 'an IP address'],
  [/(?<![\w.])\+?\(?\d[\d\s().\-/]{6,16}\d(?![\w.])/g, 'a phone number'],
  [
    /\b(?:call|dial|ring|phone|text|whatsapp|anrufen|appelez|llame)\b[^.!?\n]{0,25}?(\d[\d\s-]{2,})/gi,
    'a phone number',
  ],
  [/\b(?:KB|MS|CVE-|ADV|Q)\s?\d{4,}(?:-\d+)?\b/gi, 'an article number'],
  [/\b(?:ticket|case|incident|INC|SR|CHG|PRB)\s?(?:no\.?|number|#)?\s?#?\d{3,}\b/gi, 'a ticket number'],
  [/\[(?:SECRET|EMAIL|PHONE|CARD|ACCOUNT|PERSON|ADDRESS|USER)_\d+\]/g, 'a placeholder'],
  [/(?<![\w.-])(?:[A-Z]{2,}[A-Z0-9]*-)+[A-Z]*\d[A-Z0-9]*(?![\w-])/g, 'the name of a machine'],
  [
    /\b\p{Lu}[\p{L}&.'-]+(?:\s\p{Lu}[\p{L}&.'-]+){0,3},?\s(?:Inc|Ltd|LLC|LLP|GmbH|AG|KG|Corp|Corporation|Limited|PLC|S\.?A\.?R?\.?L?|SARL|SAS|S\.?L|B\.?V|N\.?V|Pty|Oy|AB|A\/S|SpA|KGaA|Holdings?)\b\.?/gu,
    'the name of a company',
  ],
  [
    /\b(?:Mr|Mrs|Ms|Miss|Dr|Herrn?|Frau|Monsieur|Madame|Señora?)\.?\s\p{Lu}[\p{L}'-]+/gu,
    'the name of a person',
  ],
];

const squeezed = (text: string): string => text.toLowerCase().replace(/[\s().\-/[\]]+/g, '');

/** References that the conversation does not have. A file's name (setup.exe) is none of them. */
export function inventedReferences(text: string, conversation: string): LintFinding[] {
  const said = conversation.toLowerCase();
  // As a whole: what is longer in the problem is something else.
  const isKnown = (found: string): boolean => {
    const wanted = found.toLowerCase().replace(/[\s.,;:!?]+$/, '');
    for (let at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + 1))
      if (!/[\p{L}\p{N}]/u.test(`${said[at - 1] ?? ''}${said[at + wanted.length] ?? ''}`)) return true;
    return squeezed(found).length > 8 && squeezed(conversation).includes(squeezed(found));
  };
  const invented = references.filter(([pattern]) =>
    [...text.matchAll(pattern)].some(([found]) => !isPlainNumber(found) && !isKnown(found)),
  );
  return [...new Set(invented.map(([, what]) => what))].map((what) =>
    error('invented', `It names ${what} that is not in the problem. Leave it out.`),
  );
}

/** "10 to 15" and the like: digits with one space or hyphen, too few for a number to call. */
const isPlainNumber = (found: string): boolean =>
  /^\d[\d\s-]*$/.test(found) && found.replace(/\D/g, '').length < 6;
