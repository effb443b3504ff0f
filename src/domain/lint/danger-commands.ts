import { type DangerRule, rule } from './danger.js';

/** Commands: wherever one stands in a text, it is meant to be run. */
export const commands: DangerRule[] = [
  rule('wipe', String.raw`\brm\s+-\w*[rf]|\brmdir\s+/s|\brd\s+/s|\bdel\s+(?:/\w\s*)+|\bdel\s+\*|\berase\s+/`),
  rule(
    'wipe',
    String.raw`\bformat\s+[a-z]:|\bmkfs\b|\bdd\s+if=|\bdiskpart\b|\bfdisk\b|\bparted\b|\bwipefs\b|\bcipher\s+/w|\bsdelete\b|\bshred\s+-|\bclear-disk|\bformat-volume|\binitialize-disk`,
  ),
  rule(
    'wipe',
    String.raw`\bvssadmin\s+delete|\bwbadmin\s+delete|\bwevtutil\s+cl|\bfsutil\b|\bbcdedit\b|\bbootrec\b|\bremove-item\b|\bremove-(?:mailbox|aduser|localuser|msoluser|item)|\bdrop\s+(?:table|database)|\btruncate\s+table|\bdelete\s+from\b|\bgit\s+(?:reset\s+--hard|clean\s+-)|\bdocker\s+(?:system|volume)\s+prune|\bkubectl\s+delete|\bsystemreset\b|>\s*/dev/[sh]d`,
  ),
  rule(
    'remote_code',
    String.raw`\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod|start-bitstransfer|certutil|bitsadmin|mshta|regsvr32|rundll32|wscript|cscript|installutil|msbuild)\b`,
  ),
  rule(
    'remote_code',
    String.raw`\b(?:iex|invoke-expression|downloadstring|downloadfile|frombase64string|-enc(?:odedcommand)?)\b|\|\s*(?:sh|bash|zsh|python3?|powershell|cmd|iex)\b|base64\s+(?:-d|--decode)|\beval\s*\(|\bpowershell(?:\.exe)?\s+-|\bcmd(?:\.exe)?\s+/c|\bbash\s+-c|\bpython3?\s+-c|\bnpx\s|\bpip\s+install|\bsudo\s`,
  ),
  rule(
    'protection_off',
    String.raw`\bset-mppreference|\badd-mppreference|\bnetsh\s+(?:advfirewall|firewall)|\bset-executionpolicy|\bexecutionpolicy\b|\bchmod\s+(?:-r\s+)?(?:777|a\+)|\bsetenforce\b|\bufw\s+disable|\biptables\s+-f|\bmanage-bde\b|\bdisable-bitlocker|\bspctl\b|\bcsrutil\b|\bauditpol\b|\bsc\s+(?:stop|config|delete)|\bset-service\b|\bicacls\b|\btakeown\b|\bcacls\b|\btaskkill\b|\bstop-process\b|\bkill\s+-9`,
  ),
  rule(
    'accounts',
    String.raw`\bnet\s+(?:user|localgroup|group|accounts)\b|\badd-localgroupmember|\bnew-localuser|\bset-adaccountpassword|\badd-adgroupmember|\bdsadd\b|\bdsmod\b|\buseradd\b|\busermod\b|\bpasswd\b|\bvisudo\b`,
  ),
  rule(
    'infrastructure',
    String.raw`\bshutdown\s+[/-]|\brestart-computer\s+-computername|\bnetsh\s+(?:int|interface)\s+ip\s+set|\broute\s+(?:add|delete)|\bdnscmd\b|\bntdsutil\b|\brepadmin\b|\bsetspn\b|\biisreset\b|\bstop-vm\b`,
  ),
  rule(
    'registry',
    String.raw`\breg(?:edit)?(?:\.exe)?\s+(?:add|delete|import|/s)|\bregedit\b|\bregistry\b|\bregistrierung(?:s(?:editor|datenbank))?\b|\bbase de registre\b|\bregistro de windows\b|\bhk(?:lm|cu|cr|ey_)\w*|\bgpedit\b|\bsecpol\b|\bgroup policy (?:editor|object)|\bset-itemproperty\b`,
  ),
];
