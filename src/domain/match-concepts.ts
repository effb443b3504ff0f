/**
 * Words of the trade that mean the same: abbreviations with what they stand for, and the ways in which people say a
 * symptom. A text that has any of them has the concept, beside its own words. Matched on folded text, whole words;
 * `*` stands for the rest of a word.
 */
const concepts: Record<string, string[]> = {
  mfa: [
    'mfa',
    '2fa',
    'tfa',
    'multi factor',
    'multifactor',
    'two factor',
    'twofactor',
    'two step verif*',
    '2 step verif*',
    'authenticator',
    'one time (?:code|password|passcode)',
    'otp',
    'verification code',
    'second factor',
  ],
  bluescreen: ['bsod', 'blue screen*', 'bluescreen*', 'stop code', 'stop error', 'bugcheck'],
  webmail: ['owa', 'outlook web (?:app|access)', 'outlook on the web', 'webmail', 'web mail'],
  remotedesktop: ['rdp', 'rds', 'remote desktop', 'terminal server', 'mstsc', 'remote session'],
  vpn: ['vpn', 'virtual private network', 'anyconnect', 'globalprotect', 'forticlient', 'tunnel'],
  wifi: ['wifi', 'wi fi', 'wi-fi', 'wlan', 'wireless', 'ssid', 'hotspot'],
  activedirectory: ['ad', 'active directory', 'domain account', 'domain controller'],
  entra: ['aad', 'azure ad', 'azure active directory', 'entra', 'entra id'],
  sso: ['sso', 'single sign on', 'saml', 'okta', 'adfs'],
  dns: ['dns', 'domain name system', 'name resolution', 'nslookup'],
  dhcp: ['dhcp', 'ip address', 'apipa', '169.254*'],
  sharedfolder: [
    'smb',
    'network share',
    'file share',
    'shared (?:drive|folder)',
    'network drive',
    'mapped drive',
    'fileserver',
    'file server',
  ],
  mailbox: ['shared mailbox', 'mailbox', 'inbox'],
  distributionlist: ['dl', 'distribution (?:list|group)', 'mailing list'],
  sharepoint: ['spo', 'sharepoint'],
  onedrive: ['onedrive', 'one drive', 'od4b'],
  teams: ['teams', 'ms teams', 'msteams'],
  office: ['m365', 'o365', 'office 365', 'microsoft 365', 'office365'],
  exchange: ['exo', 'exchange online', 'exchange'],
  mdm: ['mdm', 'intune', 'mobile device management', 'company portal'],
  bitlocker: ['bitlocker', 'recovery key', 'disk encryption'],
  password: ['password*', 'passwd', 'passwort', 'pwd', 'pw', 'passphrase', 'passcode'],
  signin: [
    'log(?:ged|ging)? ?in(?:to)?',
    'login*',
    'log(?:ged|ging)? ?on',
    'logon*',
    'sign(?:ed|ing)? ?in(?:to)?',
    'signin*',
    'sign(?:ed|ing)? ?on',
    'credentials',
  ],
  signout: ['log(?:ged|ging)? ?out', 'sign(?:ed|ing)? ?out', 'log(?:ged|ging)? ?off'],
  locked: [
    'lock(?:ed)? ?out',
    'account (?:is |was |got )?(?:locked|disabled|blocked)',
    'unlock*',
    'too many attempts',
  ],
  mail: ['e mail*', 'e-mail*', 'email*', 'mail', 'mails'],
  laptop: ['laptop*', 'notebook*', 'macbook*', 'chromebook*', 'thinkpad*', 'ultrabook*'],
  computer: ['pc', 'pcs', 'computer*', 'desktop', 'workstation*', 'machine'],
  phone: ['phone*', 'iphone*', 'mobile', 'smartphone*', 'cellphone*', 'handset'],
  screen: ['screen*', 'monitor*', 'display', 'lcd', 'tft'],
  printer: ['printer*', 'printing', 'mfp', 'plotter', 'print queue', 'print server', 'spooler'],
  scanner: ['scanner*', 'scanning', 'scan'],
  keyboard: ['keyboard*', 'keys'],
  mouse: ['mouse', 'touchpad', 'trackpad', 'pointer', 'cursor'],
  camera: ['camera', 'webcam', 'cam'],
  sound: ['sound', 'audio', 'speaker*', 'headset*', 'headphone*', 'volume'],
  microphone: ['mic', 'microphone*', 'mike'],
  battery: ['batter(?:y|ies)', 'charg(?:e|es|er|ed|ing)'],
  disk: ['hdd', 'ssd', 'hard (?:disk|drive)', 'disk', 'c drive', 'storage'],
  memory: ['ram', 'memory'],
  cpu: ['cpu', 'processor'],
  gpu: ['gpu', 'graphics card', 'video card'],
  usb: ['usb', 'thumb drive', 'flash drive', 'memory stick', 'dongle'],
  docking: ['dock', 'docking station', 'port replicator'],
  lan: ['lan', 'ethernet', 'network cable', 'patch cable', 'rj45'],
  router: ['router', 'modem', 'gateway', 'access point'],
  internet: ['internet', 'web', 'online', 'www'],
  browser: ['browser*', 'chrome', 'edge', 'firefox', 'safari'],
  certificate: ['cert', 'certs', 'certificate*', 'ssl', 'tls'],
  permission: [
    'permission*',
    'access denied',
    'not authori[sz]ed',
    'unauthori[sz]ed',
    'forbidden',
    '403',
    '401',
    'no access',
    'denied',
  ],
  update: ['updat(?:e|es|ed|ing)', 'upgrad(?:e|es|ed|ing)', 'patch(?:es|ed)?', 'kb[0-9]{6,7}'],
  install: ['install*', 'setup', 'set up', 'deploy*'],
  delete: ['delet(?:e|es|ed|ing)', 'remov(?:e|es|ed|ing)', 'eras(?:e|es|ed|ing)'],
  missing: ['missing', 'lost', 'disappear*', 'gone', 'vanish*', 'not there', 'cannot find', 'cant find'],
  slow: [
    'slow*',
    'sluggish',
    'laggy',
    'lag',
    'lags',
    'lagging',
    'takes (?:forever|ages|long)',
    'crawl*',
    'latency',
  ],
  freeze: [
    'freez(?:e|es|ing)',
    'froz(?:e|en)',
    'hang(?:s|ing)?',
    'hung',
    'not respond*',
    'unresponsive',
    'stuck',
    'lock(?:s|ed)? up',
  ],
  crash: [
    'crash*',
    'close(?:s|d)? (?:itself|unexpectedly|by itself)',
    'keeps closing',
    'quit unexpectedly',
    'stopped working',
  ],
  nopower: [
    '(?:wont|not|doesnt|cannot|cant|never|isnt|refuses to|fails? to|stopped|unable to) (?:turn|turning|switch|switching|power|powering|come|coming)s? ?(?:it )?on',
    '(?:wont|not|doesnt|cannot|cant|isnt|refuses to|fails? to|unable to) (?:boot|booting|start|starting)(?: up| it up| it)?',
    'no power',
    'power failure',
    'dead',
    'get (?:it |the \\w+ |my \\w+ )?(?:to turn on|to boot|started)',
  ],
  noconnection: [
    '(?:wont|not|doesnt|cannot|cant|never|isnt|refuses to|fails? to|unable to|couldnt) (?:\\w+ )?(?:connect|connecting|reach|access)(?: to)?',
    'no (?:connection|internet|network|signal)',
    'disconnect*',
    'connection (?:drops|lost|fails|refused|timed out)',
    'keeps dropping',
  ],
  nosound: ['no (?:sound|audio)', '(?:cannot|cant|not) hear'],
  hot: ['hot', 'overheat*', 'overheating', 'heats? up', 'too warm', 'temperature'],
  noise: ['nois(?:e|es|y)', 'loud', 'grinding', 'clicking', 'squeal*', 'rattl*'],
  flicker: ['flicker*', 'flash(?:es|ing)', 'blink(?:s|ing)'],
  blank: ['blank', 'black screen', 'dark', 'no picture', 'no image', 'no display', 'no signal'],
  jam: ['jam', 'jams', 'jammed', 'paper stuck'],
  quota: [
    'quota',
    'mailbox (?:is )?full',
    'out of space',
    'disk (?:is )?full',
    'no space',
    'storage (?:is )?full',
  ],
  spam: ['spam', 'junk', 'phish*'],
  malware: ['virus*', 'malware', 'ransomware', 'trojan', 'infected', 'av', 'antivirus'],
  backup: ['backup*', 'back up', 'restor(?:e|es|ed|ing)'],
  reset: ['reset*', 'forgot*', 'forgotten'],
  cancel: ['cancel*', 'call off', 'abort*'],
  refund: ['refund*', 'money back', 'reimburse*'],
  cost: ['cost*', 'price*', 'pricing', 'fee', 'fees', 'charged', 'how much', 'expens(?:e|es|ive)'],
  delivery: [
    'deliver*',
    'ship',
    'ships',
    'shipped',
    'shipping',
    'shipment',
    'dispatch*',
    'arriv(?:e|es|ed|al)',
    'track*',
  ],
  buy: ['buy*', 'bought', 'purchas*', 'order*'],
  erp: ['erp', 'sap'],
  voip: ['voip', 'softphone', 'sip', 'jabber'],
  videocall: ['zoom', 'webex', 'video (?:call|conference)', 'meeting'],
  vm: ['vm', 'virtual machine', 'vdi', 'citrix', 'virtual desktop'],
  spreadsheet: ['excel', 'xlsx', 'xls', 'spreadsheet*', 'workbook'],
  car: ['car', 'vehicle', 'truck', 'suv'],
};

/** Things first, then what is wrong with them: within one pass texts do not overlap, across passes they may. */
const firstSymptom = 'update';

/** The ways to say something that begin with one character, tried in the order of their concepts. */
interface Ways {
  pattern: RegExp;
  names: string[];
}

/** By the first character: most words of a text begin no concept, and one pattern for all would try every way at each. */
type Pass = ReadonlyMap<string, Ways>;

const asPattern = (way: string): string => way.replace(/\*/g, '\\p{L}*').replace(/ (?!\?)/g, '[ -]');

/** What a way begins with: one character, or those of its alternatives. What begins otherwise would never be sought. */
const firstsOf = (way: string): string[] => {
  const alternatives = /^\(\?:([^()]*)\)/.exec(way)?.[1]?.split('|') ?? [way];
  if (!alternatives.every((one) => /^[a-z0-9](?![?*|])/.test(one)))
    throw new Error(`The concept's "${way}" must begin with a letter, a digit, or words in one group`);
  return [...new Set(alternatives.map((one) => one.charAt(0)))];
};

const passes: Pass[] = makePasses();

function makePasses(): Pass[] {
  const entries = Object.entries(concepts);
  const border = entries.findIndex(([name]) => name === firstSymptom);
  return [entries.slice(0, border), entries.slice(border)].map(passOf);
}

function passOf(entries: readonly [string, string[]][]): Pass {
  const firsts = new Set(entries.flatMap(([, ways]) => ways.flatMap(firstsOf)));
  return new Map([...firsts].map((first) => [first, waysFrom(first, entries)]));
}

function waysFrom(first: string, entries: readonly [string, string[]][]): Ways {
  const beginning = entries
    .map(([name, ways]) => ({ name, ways: ways.filter((way) => firstsOf(way).includes(first)) }))
    .filter(({ ways }) => ways.length > 0);
  const groups = beginning.map(({ ways }) => `(${ways.map(asPattern).join('|')})`);
  return {
    names: beginning.map(({ name }) => name),
    pattern: new RegExp(`(?:${groups.join('|')})(?![\\p{L}\\p{N}])`, 'uy'),
  };
}

/** The concepts that a folded text has, each with the words that say so. Within a pass none begins inside another. */
export function conceptsIn(folded: string): { concept: string; typed: string }[] {
  const starts = [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
  return passes.flatMap((pass) => conceptsAt(starts, folded, pass));
}

function conceptsAt(starts: readonly number[], folded: string, pass: Pass) {
  const found: { concept: string; typed: string }[] = [];
  let from = 0;
  for (const start of starts) {
    const ways = start < from ? undefined : pass.get(folded.charAt(start));
    if (!ways) continue;
    ways.pattern.lastIndex = start;
    const match = ways.pattern.exec(folded);
    const concept = match && ways.names[match.slice(1).findIndex((group) => group !== undefined)];
    if (!match || !concept) continue;
    found.push({ concept, typed: match[0] });
    from = start + match[0].length;
  }
  return found;
}

/** Abbreviations with the words that a model of general language knows. */
const longForms: Record<string, string> = {
  mfa: 'multi-factor authentication',
  '2fa': 'two-factor authentication',
  tfa: 'two-factor authentication',
  otp: 'one-time code',
  bsod: 'blue screen error',
  owa: 'Outlook webmail',
  rdp: 'remote desktop',
  ad: 'Active Directory',
  aad: 'Azure Active Directory',
  sso: 'single sign-on',
  pwd: 'password',
  pw: 'password',
  wlan: 'wireless network',
  ssid: 'wireless network',
  o365: 'Microsoft 365',
  m365: 'Microsoft 365',
  spo: 'SharePoint Online',
  exo: 'Exchange Online',
  mdm: 'mobile device management',
  vdi: 'virtual desktop',
  vm: 'virtual machine',
  hdd: 'hard disk',
  ssd: 'hard disk',
  mfp: 'printer',
  nic: 'network adapter',
  dl: 'distribution list',
  smb: 'network share',
  uac: 'permission prompt',
  gpo: 'group policy',
  pos: 'cash register',
  av: 'antivirus',
  cert: 'certificate',
};

/** The same text with what its abbreviations stand for. */
export const expandAbbreviations = (text: string): string =>
  text.replace(/[\p{L}\p{N}]+/gu, (word) => longForms[word.toLowerCase()] ?? word);
