/**
 * What a problem is about, as far as words say it for certain: products, systems, error codes, and on which side of a
 * contrast it lies. Two problems with different facts are never the same problem, however near their words are.
 */
export function factsOf(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  const facts = new Set<string>();
  for (const [fact, words] of products) if (words.test(plain)) facts.add(fact);
  for (const [code] of plain.matchAll(codes)) facts.add(`#${code.replace(/[\s:#]+/g, '')}`);
  for (const [one, other, fact] of contrasts) {
    const sides = [one.test(plain), other.test(plain)];
    if (sides[0] !== sides[1]) facts.add(sides[0] ? `${fact}+` : `${fact}-`);
  }
  return [...facts].sort().join(' ');
}

const word = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'u');

/** Products and systems whose problems are different ones. */
const products: [string, RegExp][] = [
  'outlook',
  'teams',
  'word',
  'excel',
  'powerpoint',
  'onenote',
  'onedrive',
  'sharepoint',
  'exchange',
  'gmail',
  'zoom',
  'webex',
  'slack',
  'chrome',
  'firefox',
  'edge',
  'safari',
  'adobe|acrobat',
  'sap',
  'salesforce',
  'citrix',
  'anyconnect',
  'globalprotect',
  'forticlient|fortinet',
  'openvpn',
  'wireguard',
  'vpn',
  'wi-?fi|wireless|wlan',
  'ethernet|lan|cable',
  'bluetooth',
  'rdp|remote desktop',
  'bitlocker',
  'printers?|prints?|printing',
  'scanners?|scans?|scanning',
  'monitors?|screens?|displays?',
  'docking|dock',
  'keyboard',
  'mouse|touchpad|trackpad',
  'webcam|camera',
  'headset|microphone|mic|speakers?|audio|sound',
  'laptop|notebook',
  'phone|iphone|android|mobile',
  'ipad|tablet',
  'badge|card reader',
  'windows 10',
  'windows 11',
  'windows',
  'mac|macos|macbook|imac',
  'linux|ubuntu',
  'hp',
  'canon',
  'epson',
  'brother',
  'xerox',
  'zebra',
  'dell',
  'lenovo',
].map((words) => [words.split('|')[0]?.replace(/\W/g, '') ?? words, word(words)]);

/** Codes that a machine shows: 0x80070005, ERR_NETWORK, E-1234, "error 691", HTTP 403. */
const codes =
  /0x[0-9a-f]{4,}|(?<![\p{L}\p{N}])(?:err|error|e|code|http|status|fault|stop)[\s:#_-]*\d{2,6}(?!\p{N})|[a-z]+_[a-z_]{4,}/gu;

/** Words that turn a problem into another one. */
const contrasts: [RegExp, RegExp, string][] = [
  [word('send|sending|sent|outgoing'), word('receive|receiving|received|incoming'), 'send'],
  [word('slow|slowly|sluggish|lags?|laggy'), word('crash|crashes|crashed|freezes?|frozen|hangs?'), 'slow'],
  [word('upload|uploading'), word('download|downloading'), 'upload'],
  [
    word('one|single|me only|only me'),
    word('everyone|everybody|all of us|whole (?:office|site|team)'),
    'one',
  ],
  [word('sign in|log ?in|logging in|signing in'), word('sign out|log ?out|signed out|logged out'), 'in'],
  [word('disconnects?|drops?|dropping'), word('connect|connecting|connects'), 'drop'],
];
