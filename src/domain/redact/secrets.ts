import type { Detector } from './detector.js';

/** Tokens that say by their beginning what they are. Taken from what the services publish for secret scanners. */
const prefixed = [
  '(?:AKIA|ASIA|AGPA|AROA|AIDA)[A-Z0-9]{16}',
  'gh[opsur]_[A-Za-z0-9]{30,}',
  'github_pat_[A-Za-z0-9_]{40,}',
  'gl(?:pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_.-]{18,}',
  'xox[abeoprs]-[A-Za-z0-9-]{10,}',
  String.raw`xapp-\d-[A-Za-z0-9-]{10,}`,
  'sk-(?:[a-z]+-)*[A-Za-z0-9_-]{18,}',
  '(?:sk|rk|pk|whsec)_(?:live|test)?_?[A-Za-z0-9]{16,}',
  String.raw`AIza[\w-]{33,}`,
  String.raw`ya29\.[\w-]{20,}`,
  String.raw`1//0[\w-]{30,}`,
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
  'npm_[A-Za-z0-9]{30,}',
  String.raw`pypi-[\w-]{30,}`,
  'do[opr]_v1_[a-f0-9]{40,}',
  'hf_[A-Za-z0-9]{30,}',
  'shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{30,}',
  'key-[a-f0-9]{32}',
  String.raw`[A-Za-z0-9]{3}\d?Q~[\w.~-]{30,}`,
  String.raw`\d{8,10}:[\w-]{35}`,
  String.raw`eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?`,
  'AGE-SECRET-KEY-1[A-Z0-9]{40,}',
  String.raw`(?:hvs|hvb|s)\.[A-Za-z0-9]{24,}`,
  'AccountKey=[A-Za-z0-9+/=]{20,}',
  String.raw`\bsig=[A-Za-z0-9%+/=]{20,}`,
  String.raw`https://hooks\.slack\.com/\S+`,
  String.raw`https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\S+`,
];

/** Words after which a secret stands. Each language's own; "code" only where it says of what. */
const secretWord = [
  'pass(?:word|wort|wd|code|phrase|[- ]?key)?',
  'p(?:ass|s)?wd?',
  'kennwort',
  'mot de passe',
  'mdp',
  'contrase[ñn]a',
  'clave',
  'senha',
  'parola',
  'wachtwoord',
  '(?:api|access|secret|private|shared|client|license|recovery|bitlocker|encryption|wifi|wi-fi|wlan|network|security|pre-?shared|storage|account)[ _-]?(?:key|secret|token)',
  'psk',
  'secret',
  '(?:auth|bearer|access|refresh|session|api|login)?[ _-]?token',
  '(?:verification|security|one[- ]time|sms|log-?in|sign[- ]?in|auth(?:entication|enticator)?|mfa|2fa|access|door|alarm|confirmation|recovery|backup|unlock|bestätigungs|sicherheits)[ -]?codes?',
  'otp',
  'totp',
  'pin',
  'tan',
  '(?:pin|puk)[ -]?(?:code|number|nummer)',
  'puk',
  'cvv2?',
  'cvc2?',
].join('|');

/** A word after "the password is" that tells of its state and is no password. */
const stateWord = new Set(
  `a an the not no now still being been too very also again always never already wrong incorrect invalid expired
  expiring expires correct right required requested needed asked reset locked changed rejected refused denied accepted
  saved stored missing empty blank weak strong unknown old new same different fine ok okay good bad working forgotten
  lost known shown displayed hidden visible greyed grayed disabled enabled set sent typed entered case about going
  supposed due only just correctly incorrectly in on at of for from to with without by as and or but if when that this
  it he she they we you i his her their my our your getting failing asking prompting used resetting changing updating
  synced syncing field box prompt page policy manager screen window dialog length history protected falsch abgelaufen
  richtig gesperrt nicht ungültig vergessen erforderlich korrekt neu alt noch schon wieder incorrecto incorrecta
  caducada vencida bloqueada correcta válida inválida olvidada no expiré expirée incorrect incorrecte correct oublié
  invalide refusé bloqué pas encore toujours`.split(/\s+/),
);

/** Something that nobody writes as a plain word: digits, signs, or capitals inside. */
const looksMade = (value: string): boolean =>
  /\d/.test(value) || /[!@#$%^&*+=~?_]/.test(value) || /\p{Ll}\p{Lu}|\p{Lu}\p{Ll}+\p{Lu}/u.test(value);

/** After a colon anything is the secret, after "is" only what is no plain word of its state. */
function isSecretValue(separator: string, quote: string, value: string, after: string): boolean {
  const bare = value.replace(/[.,;:!?)\]]+$/, '');
  if (bare.length < 3 || bare.startsWith('[')) return false;
  if (quote !== '' || looksMade(bare)) return true;
  if (stateWord.has(bare.toLowerCase())) return false;
  if (/[:=→]|->/.test(separator)) return true;
  return /^(?:[.,;!?\n]|$|\s*(?:and|but|und|aber|et|mais|y|pero)\b)/.test(value.slice(bare.length) + after);
}

const assigned = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${secretWord})(?:\s+(?:for|of|on|für|von|de|del|para|pour)\s+(?:\S+\s+){1,4}?)?["'“”]?(\s*(?:[:=→]|->|\bis\b|\bwas\b|\bist\b|\bwar\b|\blautet\b|\bto\b|\best\b|\bes\b|\bera\b|\bé\b|(?=["'“\d]))\s*(?:now\s+|still\s+|jetzt\s+)?)(["'“‘${'`'}]?)([^\s"'”’${'`'}<>]{3,})(?=(.{0,5}))`,
  'giu',
);

/** Standing by itself without a break, with capitals, small letters and digits, or long and of hexadecimal digits. */
const longToken = /(?<![\w+/=.-])(?:[A-Za-z0-9+/_-]{32,}={0,2})(?![\w+/=.-]{1})/g;

function isOpaque(token: string, before: string): boolean {
  if (/^[0-9a-f]+$/i.test(token)) return !/(?:sha\d*|md5|hash|commit|checksum|0x)\W{0,3}$/i.test(before);
  const groups = [/[a-z]/, /[A-Z]/, /\d/].filter((group) => group.test(token)).length;
  return groups === 3 && !/[-_/]{2}/.test(token) && !/^(?:[A-Za-z]+[-_/])+[A-Za-z0-9]+$/.test(token);
}

/** What lets somebody in: keys, tokens, passwords and codes. */
export const secretDetectors: readonly Detector[] = [
  {
    kind: 'SECRET',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  { kind: 'SECRET', pattern: new RegExp(String.raw`(?<![\w-])(?:${prefixed.join('|')})`, 'g') },
  // user:password@host; the host stays.
  { kind: 'SECRET', pattern: /(?<=:\/\/)[^\s/:@]+:[^\s/@]+(?=@)/g },
  { kind: 'SECRET', pattern: /(?<=\b(?:bearer|basic)\s+)[\w+/.=~-]{12,}/gi },
  // BitLocker recovery keys and product keys.
  { kind: 'SECRET', pattern: /(?<!\d)\d{6}(?:[- ]\d{6}){7}(?!\d)/g },
  { kind: 'SECRET', pattern: /(?<![\w-])[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}(?![\w-])/g },
  {
    kind: 'SECRET',
    pattern: assigned,
    value: ([whole, separator = '', quote = '', value = '', after = '']) => {
      if (!isSecretValue(separator, quote, value, after)) return null;
      const bare = quote === '' ? value.replace(/[.,;:?)\]]+$/, '') : value;
      return { start: whole.lastIndexOf(value), text: bare };
    },
  },
  // "I reset it to …": only what nobody writes as a plain word.
  {
    kind: 'SECRET',
    pattern:
      /\b(?:reset|set|changed?)\s(?:it|that|the password|(?:his|her|their|my) password)\sto\s(["'“‘]?)([^\s"'”’]{5,})/gi,
    value: ([whole, quote = '', value = '']) => {
      const bare = value.replace(/[.,;:?)\]]+$/, '');
      const isPassword = quote !== '' || (looksMade(bare) && /\d/.test(bare));
      return isPassword ? { start: whole.lastIndexOf(value), text: bare } : null;
    },
  },
  // user / password, as people write credentials.
  {
    kind: 'SECRET',
    pattern:
      /\b(?:log-?in|credentials?|creds|zugangsdaten|identifiants|credenciales)\b[^\n/]{0,12}?[:=]?\s+[\w.@+-]{2,40}\s*[/|]\s*([^\s]{4,})/gi,
    value: ([whole, value = '']) => ({ start: whole.lastIndexOf(value), text: value.replace(/[.,;]+$/, '') }),
  },
  {
    kind: 'SECRET',
    pattern: longToken,
    value: (match) =>
      isOpaque(match[0], match.input.slice(0, match.index)) ? { start: 0, text: match[0] } : null,
  },
];
