import { digitsOf, passesIban, passesLuhn } from './checks.js';
import type { Detector } from './detector.js';
import { nameDetectors } from './names.js';

/** The whole match, where the check says so. */
const ifTrue =
  (check: (found: string, match: RegExpExecArray) => boolean): Detector['value'] =>
  (match) =>
    check(match[0], match) ? { start: 0, text: match[0] } : null;

/** The first group. */
const firstGroup: Detector['value'] = (match) => {
  const text = match[1] ?? '';
  return text === '' ? null : { start: match[0].lastIndexOf(text), text };
};

const numbered = (words: string): RegExp =>
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${words})(?:\s*(?:no|nr|num|number|nummer|numéro|numero|número|id|code|#)\b\.?)?\s*(?:(?:is|ist|est|es|lautet)\b|[:=#])?\s*#?((?=[A-Z-]*\d)[A-Z0-9](?:[A-Z0-9/-]|\s(?=\d)){3,24})`,
    'giu',
  );

const phoneWords =
  'phone|telephone|tel|mobile|cell|fax|whats ?app|callback|call ?back|reach(?:ed|able)?|call(?:ed)?|ring|dial(?:ed)?|text|number|ext(?:ension)?|telefon|rufnummer|handy|mobil|anrufen|rückruf|durchwahl|téléphone|portable|rappeler|joindre|appeler|teléfono|móvil|llamar|llame';

const isDate = (text: string): boolean =>
  /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)/.test(text) || /^\d{4}-?\d{2}-?\d{2}(?!\d)/.test(text);

const phoneSized = (text: string): boolean => {
  const { length } = digitsOf(text);
  return length >= 7 && length <= 15 && !isDate(text);
};

const phones: readonly Detector[] = [
  {
    kind: 'PHONE',
    pattern: /(?<![\w.+])(?:\+|00(?=[1-9]))\d[\d\s().\-/]{6,18}\d(?![\w.]\d|\d)/g,
    value: ifTrue((found) => phoneSized(found) && !/^\+?\d+(?:\.\d+){3}$/.test(found)),
  },
  {
    kind: 'PHONE',
    pattern:
      /(?<![\w.\-/])(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-]|\.\d)(?:\s*(?:ext|x)\.?\s*\d{1,6})?/gi,
  },
  // European, by the 0 in front: in groups, or in one piece after a separator.
  {
    kind: 'PHONE',
    pattern: /(?<![\w.\-/:+])\(?0[1-9]\d{0,4}\)?[\s/-]\d{2,}(?:[\s/-]?\d{2,}){0,4}(?![\w-]|[.:]\d)/g,
    value: ifTrue((found) => digitsOf(found).length >= 8 && phoneSized(found)),
  },
  { kind: 'PHONE', pattern: /(?<![\w.])0[1-9](?:[ .-]\d{2}){4}(?![\w.]\d)/g },
  { kind: 'PHONE', pattern: /(?<![\w.])[6-9]\d{2}[ -]\d{3}[ -]\d{3}(?![\w.-]\d)/g },
  {
    kind: 'PHONE',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:${phoneWords})\b\.?(?:[ :#=(]|\s(?:is|me|her|him|them|back|at|on|under|via|unter|am|ist|au|sur|al|en|no|nr|number|line|me)\b\.?){0,5}\s*\(?((?:\+|\()?\d[\d\s().\-/]{2,18}\d)(?![\w])(?!\.\d)`,
      'giu',
    ),
    value: (match) => {
      const text = match[1]?.trim() ?? '';
      const { length } = digitsOf(text);
      const isPhone = length >= 4 && length <= 15 && !isDate(text) && !/^\d+(?:\.\d+){2,}$/.test(text);
      // "Number 4625" may be an event; five digits and more, or an extension, are a phone's.
      const short = length < 6 && !/^(?:ext|durchwahl|phone|tel|call|reach|dial|ring)/i.test(match[0]);
      return isPhone && !short ? { start: match[0].lastIndexOf(text), text } : null;
    },
  },
];

const accounts: readonly Detector[] = [
  {
    kind: 'CARD',
    pattern: /(?<![\w.+-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g,
    value: ifTrue((found) => /^[2-6]/.test(found) && passesLuhn(digitsOf(found))),
  },
  {
    kind: 'ACCOUNT',
    pattern: /(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,8}(?!\w)/g,
    value: (match) => {
      // Words in capitals after it may have been taken along.
      for (let text = match[0]; text.length >= 15; text = text.replace(/[ -]?[A-Z0-9]+$/, ''))
        if (passesIban(text)) return { start: 0, text };
      return null;
    },
  },
  { kind: 'ACCOUNT', pattern: /(?<![\w-])(?!000|666)\d{3}-\d{2}-\d{4}(?![\w-])/g },
  {
    kind: 'ACCOUNT',
    pattern:
      /(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ|KB)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/g,
  },
  // Spanish DNI and NIE.
  { kind: 'ACCOUNT', pattern: /(?<![\w-])(?:\d{8}|[XYZ]-?\d{7})-?[TRWAGMYFPDXBNJZSQVHLCKE](?![\w-])/g },
  {
    kind: 'ACCOUNT',
    pattern: numbered(
      "(?:bank|customer|client|savings|checking|giro)?[- ]?accounts?|acct|customer|client|member(?:ship)?|policy|employee|staff|personnel|badge|patient|passport|social security|ssn|nino|national insurance|tax|vat|driver'?s?[- ]licen[cs]e|driving[- ]licen[cs]e|licen[cs]e plate|insurance|contract|iban|sort code|routing|konto|kunden|personal|mitarbeiter|vertrags|versicherungs|ausweis|steuer|compte|client|matricule|contrat|sécurité sociale|cuenta|cliente|empleado|póliza|dni|nie|nif|pasaporte|contrato",
    ),
    value: firstGroup,
  },
  {
    kind: 'ACCOUNT',
    pattern:
      /\b(?:date of birth|dob|born(?: on)?|birthday(?: is)?|geboren(?: am)?|geburtsdatum|née? le|fecha de nacimiento|nacid[oa] el)\W{0,4}(?:is\s+|the\s+)?(\d{1,4}[./ -](?:\d{1,2}|\p{L}{3,10})[./ -]\d{1,4})/giu,
    value: firstGroup,
  },
];

const streetEnd =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Terrace|Close|Crescent|Parkway|Pkwy|Highway|Hwy|Gardens|Grove|Hill|Mews|Place|Pl|Row|Walk';
const town = String.raw`(?:,? (?:\d{4,5} )?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})?(?:,? [A-Z]{2})?(?:,? (?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}))?`;

const addresses: readonly Detector[] = [
  {
    kind: 'ADDRESS',
    pattern: new RegExp(
      String.raw`(?<![\w.-])\d{1,5}[A-Za-z]?,? (?:\p{Lu}[\p{L}.'-]*\s){1,4}(?:${streetEnd})\b\.?(?:,? (?:Apt|Suite|Ste|Unit|Flat|Floor|#)\.? ?[\w-]+)?${town}`,
      'gu',
    ),
  },
  { kind: 'ADDRESS', pattern: /\bP\.? ?O\.? Box \d{1,6}/gi },
  {
    kind: 'ADDRESS',
    pattern:
      /(?<!\p{L})(?:\p{Lu}[\p{Ll}ß-]+(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer)|(?:\p{Lu}[\p{L}-]+[ -]){1,3}(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer)) \d{1,4} ?[a-z]?(?![\w.])(?:,? \d{5} \p{Lu}[\p{L}-]+)?/gu,
  },
  {
    kind: 'ADDRESS',
    pattern:
      /(?<![\w.])\d{1,4},? (?:bis |ter )?(?:rue|avenue|boulevard|place|chemin|impasse|allée|quai|cours|route)(?: (?:de|du|des|la|le|les|l['’]))*[ '’]\p{Lu}?[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3}(?:,? \d{5} \p{Lu}[\p{L}-]+)?/giu,
  },
  {
    kind: 'ADDRESS',
    pattern:
      /(?<!\p{L})(?:Calle|Avenida|Avda?\.|Plaza|Paseo|Carrer|C\/) ?(?:(?:de|del|la|las|los|el) ){0,3}\p{Lu}[\p{L}'-]+(?: (?:de |del |la )?\p{Lu}[\p{L}'-]+){0,3},? (?:n[ºo°]\.? ?)?\d{1,4}(?:,? \d{1,2}[ºª]?(?: ?[A-Z])?)?(?:,? \d{5} \p{Lu}[\p{L}-]+)?/gu,
  },
];

/** What tells of a person: ways to reach them, numbers that stand for them, where they live, how they are called. */
export const personalDetectors: readonly Detector[] = [
  {
    kind: 'EMAIL',
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}(?![\p{L}\p{N}])/gu,
  },
  {
    kind: 'EMAIL',
    pattern:
      /(?<![\w.])[\w.+-]{2,40}\s?(?:\(at\)|\[at\]|\s+at\s+)\s?[\w-]+\s?(?:\(dot\)|\[dot\]|\s+dot\s+|\.)\s?(?:com|org|net|edu|gov|io|co\.uk|de|fr|es|it|eu|ch|at|nl)\b/gi,
    value: ifTrue((found) => /\(|\[|\sdot\s/.test(found)),
  },
  ...accounts,
  ...phones,
  ...addresses,
  ...nameDetectors,
];
