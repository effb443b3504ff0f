import type { Detector } from './detector.js';
import { firstNames, noNames } from './first-names.js';

const one = String.raw`\p{Lu}(?:['’]\p{Lu})?\p{Ll}+(?:['’-]\p{Lu}?\p{Ll}+)*`;
const particle = String.raw`(?:(?:van|von|der|den|de|da|di|del|della|la|le|el|al|bin|ben|ibn|zu|dos|du|ter|ten|O|Mc|Mac|St)[ .'’]\s?)`;
const whole = String.raw`${one}(?:\s(?:${particle}){0,2}(?:\p{Lu}\.\s)?${one}){0,3}`;

/** Words after which a name stands. */
const cues = [
  String.raw`(?:my|his|her|their|the|user'?s?|customer'?s?|caller'?s?|client'?s?)?\s*(?:full |first |last |sur|user )?names? (?:is|are)`,
  String.raw`(?:customer|client|caller|end[- ]user|employee|colleague|coworker|manager|boss|contact(?: person)?|reported by|requested by|on behalf of|spoke (?:to|with)|speaking (?:to|with)|talked (?:to|with)|called by|call(?:ed)? from|ticket (?:for|from)|mailbox of|account of|laptop of|affects|name|attn|signed|assistant|secretary|user|owner)\s*[:=-]?`,
  "(?:this is|it'?s|here is|I am|I'm)",
  String.raw`(?:ich heiße|ich bin|mein name ist|hier ist|hier spricht|kund(?:e|in)|anrufer(?:in)?|kolleg(?:e|in)|mitarbeiter(?:in)?|benutzer(?:in)?|ansprechpartner(?:in)?)\s*[:=-]?`,
  String.raw`(?:je m['’]appelle|je suis|mon nom est|ici|client(?:e)?|appelant(?:e)?|collègue|utilisat(?:eur|rice))\s*[:=-]?`,
  String.raw`(?:me llamo|soy|mi nombre es|habla|cliente|usuario|usuaria|compañero|compañera)\s*[:=-]?`,
].join('|');

const honorific = String.raw`(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herrn?|Frau|Monsieur|Madame|Mlle|Mme|M|Señora?|Sra?|Don|Doña|Signora?|Sig)\.?`;
const goodbye =
  '(?:(?:best |kind |warm )?regards|thanks|thank you|cheers|sincerely|best|(?:mit )?(?:freundlichen|besten|viele|liebe|schöne) grüßen?|gruß|danke|vielen dank|cordialement|merci|bien à vous|saludos|gracias|un saludo|atentamente)';

/** The words of a name from the first that can be one; what only looks like one ends it. */
function trimmed(text: string, offset: number): { start: number; text: string } | null {
  const words = [...text.matchAll(/\S+/g)];
  const isNone = (word: string | undefined) =>
    word === undefined || noNames.has(word.replace(/[.,]$/, '').toLowerCase());
  let last = 0;
  while (last < words.length && !isNone(words[last]?.[0])) last += 1;
  const final = words[last - 1];
  if (last === 0 || !final) return null;
  return { start: offset, text: text.slice(0, final.index + final[0].length) };
}

const lastGroup: Detector['value'] = (match) => {
  const name = match[1] ?? '';
  return trimmed(name, match[0].lastIndexOf(name));
};

/** Names of people, by what stands before them, by a first name that is common, and in paths and logins. */
export const nameDetectors: readonly Detector[] = [
  {
    kind: 'USER',
    pattern:
      /(?<=[A-Za-z]:[\\/](?:Users|Documents and Settings)[\\/]|(?<![\w.])\/(?:home|Users)\/)(?!(?:Public|Default|Administrator|Shared|All Users|root)\b)[^\\/\s"'<>|:*?]+/gi,
  },
  {
    kind: 'USER',
    pattern:
      /(?<![\\\w:.-])(?!(?:HK(?:LM|CU|CR|U|CC)|HKEY_\w+|BUILTIN|NT AUTHORITY|SOFTWARE|SYSTEM)\\)[A-Z][A-Z0-9-]{1,14}\\((?!\\)[a-z][\w.-]{1,30})(?![\\\w])/g,
    value: (match) => ({ start: match[0].lastIndexOf(match[1] ?? ''), text: match[1] ?? '' }),
  },
  {
    kind: 'USER',
    pattern:
      /\b(?:user ?name|user ?id|log-?in(?: name| id)?|upn|sam ?account(?: ?name)?|benutzername|anmeldename|nom d['’]utilisateur|identifiant|nombre de usuario)\s*(?:\s(?:is|ist|est|es)\s|[:=])\s*["']?([A-Za-z][\w.-]*(?:[._]\w+|\d+)[\w.-]*|[a-z]{4,20}(?=["'.,;\n]|$))/gi,
    value: (match) => ({
      start: match[0].lastIndexOf(match[1] ?? ''),
      text: (match[1] ?? '').replace(/\.$/, ''),
    }),
  },
  {
    kind: 'PERSON',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])${honorific}\s((?:(?:van|von|der|den|de|da|di|del|la|le|ten|ter)\s){0,2}${whole})`,
      'gu',
    ),
    value: lastGroup,
  },
  {
    kind: 'PERSON',
    // The cue in any case, the name with its capital.
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${insensitive(cues)})\s+(${whole})`, 'gu'),
    value: (match) => {
      const found = lastGroup(match);
      // "I am Locked" and "It's Outlook": after these two words are needed, or a first name.
      const weak = /^(?:this is|it'?s|here is|i am|i'm|je suis|ici|soy|habla|ich bin|hier ist)/i.test(
        match[0],
      );
      const strong = found && (/\s/.test(found.text) || isFirstName(found.text));
      return found && (!weak || strong) ? found : null;
    },
  },
  {
    kind: 'PERSON',
    pattern: new RegExp(
      String.raw`(?:^|[\n.!] ?)(?:${insensitive(goodbye)})[,.!]?\s+(?:-\s*)?(${whole})\s*(?=$|\n|[.,])`,
      'gu',
    ),
    value: lastGroup,
  },
  {
    kind: 'PERSON',
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}@./\\-])${whole}`, 'gu'),
    value: (match) => {
      const words = [...match[0].matchAll(/\S+/g)];
      const at = words.findIndex(([word]) => isFirstName(word) && !noNames.has(word.toLowerCase()));
      const first = words[at];
      // One word alone may be anything; with a name after it, it is a person.
      if (!first || at === words.length - 1) return null;
      const found = trimmed(match[0].slice(first.index), first.index);
      return found && /\s/.test(found.text) ? found : null;
    },
  },
];

function isFirstName(text: string): boolean {
  return firstNames.has(text.split(/[\s-]/)[0]?.toLowerCase() ?? '');
}

/** A pattern that takes its letters in either case, inside one that does not. */
function insensitive(pattern: string): string {
  return pattern.replace(/\\?\p{L}/gu, (found) =>
    found.length > 1 || found.toUpperCase().length > 1
      ? found
      : `[${found.toLowerCase()}${found.toUpperCase()}]`,
  );
}
