import { type Danger, type DangerRule, rule } from './danger.js';
import { any, offFinals, offVerbs, protections, stores, wipeFinals, wipeVerbs } from './danger-words.js';

/** A few words of the same sentence. */
const near = String.raw`[^.!?;\n]{0,60}?`;
const close = String.raw`[^.!?;,\n]{0,30}?`;

/** "Turn X off" and "X ausschalten" too: what is done stands before or after what it is done to. */
const done = (danger: Danger, verbs: string, objects: string, finals?: string): DangerRule[] => [
  rule(danger, String.raw`\b${verbs}`, near, String.raw`\b${objects}`),
  rule(
    danger,
    String.raw`\b(?:turn|switch|shut|power|set|put|take|leave|keep)\b`,
    near,
    String.raw`\b${objects}`,
    close,
    String.raw`\b(?:off|down|aside|out of the way|disabled)\b`,
  ),
  rule(
    danger,
    String.raw`\b(?:get|have|keep|leave|set|make)\b`,
    close,
    String.raw`\b${objects}`,
    close,
    String.raw`\b${any('disabled', 'removed', 'uninstalled', 'deleted', 'wiped', 'erased', 'turned off', 'switched off')}\b`,
  ),
  rule(
    danger,
    String.raw`\b${objects}`,
    close,
    String.raw`\b(?:should|must|has to|have to|needs? to|can|muss|sollte|doit|debe)\b`,
    close,
    String.raw`\b${any('disabled', 'off', 'removed', 'uninstalled', 'deleted', 'wiped', 'erased', 'reset', 'deaktiviert', 'ausgeschaltet', 'geloscht', 'formatiert', 'desactive', 'desinstalle', 'supprime', 'desactivad[oa]', 'borrad[oa]')}`,
  ),
  ...(finals ? [rule(danger, String.raw`\b${objects}`, near, String.raw`\b${finals}`)] : []),
];

/** Steps in words, in the languages that the starter content and the tests have. */
export const steps: DangerRule[] = [
  ...done('protection_off', offVerbs, protections, offFinals),
  ...done('wipe', wipeVerbs, stores, wipeFinals),
  rule(
    'protection_off',
    String.raw`\b(?:ignore|dismiss|click through|click past|accept|proceed (?:past|despite|through|anyway)|continue (?:anyway|despite|past)|allow anyway|run anyway)\b`,
    near,
    String.raw`\b(?:warning|certificate|smartscreen|alert|unsafe|not secure|untrusted|anyway)\b`,
  ),
  rule(
    'protection_off',
    String.raw`\b(?:add|create|set|put)\b`,
    near,
    String.raw`\b(?:exclusion|exception)s?\b`,
  ),
  rule(
    'protection_off',
    String.raw`\b(?:enable|allow|activate|turn on|aktivier\w*|activez|habilit\w*)\b`,
    close,
    String.raw`\b(?:macros?|makros?|editing and content|unsigned|sideloading|unknown sources|usb debugging|developer mode|root access|legacy auth\w*|smb ?v?1|remote (?:desktop|registry|assistance|control|access)|rdp\b|telnet)`,
  ),
  rule('protection_off', String.raw`\b(?:jailbreak|root the|unroot)\b`),
  rule(
    'protection_off',
    String.raw`\b(?:store|save|keep|write)\b`,
    near,
    String.raw`\bpasswords?\b`,
    close,
    String.raw`\b(?:text file|notepad|sticky note|spreadsheet|excel|desktop|paper)\b`,
  ),
  rule(
    'wipe',
    String.raw`\b(?:factory|hard|full|complete|werks)[ -]?(?:data )?reset|\breset\b`,
    close,
    String.raw`\bfactory|\bwerkseinstellung\w*|\b(?:reinitialis\w+|parametres) d'usine|\brestablec\w+ (?:de|los valores de) fabrica|\bvalores de fabrica|\bfactory (?:settings|defaults?|state|image)`,
  ),
  rule(
    'wipe',
    String.raw`\breset (?:this|the|your|their) (?:pc|computer|laptop|windows|mac|phone|device)\b|\b(?:re-?install|re-?image|fresh install(?:ation)? of|clean install(?:ation)?(?: of)?|set up)\b`,
    close,
    String.raw`\b(?:windows|mac ?os|operating system|the (?:pc|computer|laptop|machine|mac|system|os)|ubuntu|linux)\b`,
  ),
  rule(
    'wipe',
    String.raw`\b(?:clean install|re-?image (?:it|the)|start from scratch with windows|remove everything|windows neu (?:aufsetzen|installieren)|neu aufsetzen|reinstalle[rz] windows|reinstal\w+ windows)\b`,
  ),
  rule(
    'wipe',
    String.raw`\b(?:re-?partition|partitionier\w*|initiali[sz]e the disk|convert (?:the )?(?:disk|drive))\b`,
  ),
  rule(
    'wipe',
    String.raw`\b(?:restore|overwrite|replace)\b`,
    near,
    String.raw`\b(?:from|with)\b`,
    close,
    String.raw`\b(?:backup|snapshot)`,
  ),
  rule('wipe', String.raw`\bdelete\b`, near, String.raw`\b(?:\.\w{2,4} files?|folder|directory)\b`),
  rule(
    'remote_code',
    String.raw`\b(?:run|execute|paste|copy|enter|type|start|launch|double-?click|open|ausfuhren|fuhr\w*|execute[zr]|lance[zr]|ejecut\w*|peg\w+|pegue|colle[zr])\b`,
    near,
    String.raw`\b(?:script|skript|command below|this command|following command|one-?liner|payload|macro|\.ps1|\.bat|\.vbs|\.cmd|\.hta|\.scr|\.js\b|guion)\w*`,
  ),
  rule(
    'remote_code',
    String.raw`\b(?:win(?:dows)?(?: key)? ?(?:\+|and|plus) ?r\b|run (?:dialog|box|window)|terminal|powershell|command prompt|eingabeaufforderung|console|invite de commandes)\b`,
    near,
    String.raw`\b(?:paste|ctrl ?[-+]? ?v|strg ?[-+]? ?v|insert what|einfugen|colle[zr]|peg\w+)`,
  ),
  rule(
    'remote_code',
    String.raw`\b(?:paste|copy|ctrl ?\+ ?v|kopier\w*|einfugen|fug\w*|colle[zr]|peg\w+|pegue)\b`,
    near,
    String.raw`\b(?:win(?:dows)?(?: key)? ?(?:\+|and|plus) ?r\b|run (?:dialog|box|window)|terminal|powershell|command (?:prompt|line|window)|eingabeaufforderung|console|invite de commandes|simbolo del sistema)\b`,
  ),
  rule(
    'remote_code',
    String.raw`\b(?:download|get|fetch|grab|herunterlad\w*|lade\b|telecharge[zr]?|descarg\w*)\b`,
    near,
    String.raw`\b(?:from (?:the |a )?(?:internet|web|online|link|forum|site|google|github|torrent|mirror|third.party|vendor'?s? (?:link|site))|tool|utility|cleaner|booster|optimi[sz]er|crack\w*|keygen|patch(?:er)?|driver (?:updater|pack)|exe\b|program\b|programm\b|freeware|installer|outil|herramienta|aus dem internet|internet)\b`,
  ),
  rule(
    'remote_code',
    String.raw`\b(?:install|download|open|start|run|use|installier\w*|installe[zr]|instal[ae]\w*|offne\w*|ouvre[zr]|abr[ae]\w*)\b`,
    near,
    String.raw`\b(?:anydesk|team ?viewer|ultraviewer|supremo|rustdesk|logmein|screenconnect|connectwise control|ammyy|remote utilities|splashtop|quick assist|chrome remote desktop|ccleaner|driver ?booster|reg(?:istry)? cleaner)`,
  ),
  rule(
    'remote_code',
    String.raw`\b(?:open|run|click|enable|offne\w*|ouvre[zr]|abr[ae]\w*)\b`,
    near,
    String.raw`\b(?:(?:suspicious|unknown|unexpected|strange|the|this|email|mail) (?:attachment|link)|anhang|piece jointe|adjunto)`,
  ),
  rule('remote_code', String.raw`\b(?:crack|keygen|activator|kms ?pico|pirated)\w*`),
  rule(
    'firmware',
    String.raw`\b(?:flash|update|upgrade|reset|clear|downgrade|overwrite|change|enter|aktualisier\w*|mets? a jour|actuali[cz]\w*)\b`,
    close,
    String.raw`\b(?:bios|uefi|firmware|cmos|tpm|bootloader|eeprom|boot (?:order|sector|record))\b`,
  ),
  rule(
    'firmware',
    String.raw`\b(?:bios|uefi|firmware|tpm)\b`,
    close,
    String.raw`\b(?:flash\w*|updat\w*|aktualisier\w*|loschen|zurucksetzen)\b`,
  ),
  rule(
    'hardware',
    String.raw`\b(?:open|unscrew|disassemble|take apart|remove the (?:cover|panel|case) (?:of|from)|pry|offne\w*|aufschrauben|ouvre[zr]|demonte[zr]|abr[ae]\w*|desmont\w*)\b`,
    close,
    String.raw`\b(?:power supply|psu|case|casing|chassis|housing|back ?plate|bottom cover|battery (?:pack|cover)|fuser|monitor housing|ups\b|gehause|netzteil|boitier|carcasa|laptop(?:'s)? (?:bottom|back|case))`,
  ),
  rule(
    'hardware',
    String.raw`\b(?:puncture|pierce|bend|heat|microwave|hair ?dryer|oven|freezer|hammer|hit|bang|short(?:-circuit)?|bridge|bypass the (?:fuse|breaker|ups|surge)|live wire|solder|pour|spray|rinse|wash|submerge)\b`,
    close,
    String.raw`\b(?:battery|laptop|computer|pc|drive|disk|board|motherboard|device|power|mains|keyboard|printer|router|water|alcohol|phone|fuser|pins?|terminals?|outlet|socket|monitor)`,
  ),
  rule(
    'hardware',
    String.raw`\b(?:put|place|dry|lay|leg\w*|mett\w*|pon\w*)\b`,
    close,
    String.raw`\b(?:in|into|on|onto) (?:the |an? )?(?:oven|microwave|freezer|dishwasher|washing machine|stove|radiator|toaster)`,
  ),
  rule(
    'hardware',
    String.raw`\b(?:touch|reach into|put (?:a |your )?(?:finger|hand|screwdriver))\b`,
    close,
    String.raw`\b(?:fuser|power supply|inside|wires?|board|running|plugged)`,
  ),
  rule(
    'accounts',
    String.raw`\b(?:make|give|grant|assign|add|set|promote|elevate|mach\w*|gib|donne[zr]?|otorg\w*|dar?|ajout\w*|agreg\w*)\b`,
    close,
    String.raw`\b(?:(?:local |domain |global |full )?(?:admin(?:istrator)?s?\b|root\b)(?: rights| group| access| privileges)?|full control|full access|everyone|adminrechte|administrator(?:en)?rechte|droits? d'administrat\w+|permisos de administrador)`,
  ),
  rule(
    'accounts',
    String.raw`\b(?:log ?(?:in|on)|sign ?in|use|borrow|try|share|melde\w*|connecte[zr]|inici[ae]\w*)\b`,
    close,
    String.raw`\b(?:(?:a |your |another |the )?(?:colleague|coworker|manager|boss|someone else|other user|supervisor)'?s? (?:account|login|credentials|password|badge)|(?:the |a |an )?(?:domain |local |built-in )?admin(?:istrator)?'?s? (?:account|login|credentials|password)|shared account|default password|konto (?:eines|des|einer) kolleg\w*|compte d'un collegue)`,
  ),
  rule(
    'accounts',
    String.raw`\b(?:create|add|set up|enable|activate|leg\w*|cree[zr]?|crea[re]?)\b`,
    close,
    String.raw`\b(?:(?:new |hidden |second |local |guest )*(?:admin(?:istrator)?|root|guest) (?:account|user)|administratorkonto|compte administrateur|cuenta de administrador)`,
  ),
  rule(
    'accounts',
    String.raw`\b(?:forward|redirect|auto-?forward|weiterleit\w*|transfere[zr]|reenvi\w*)\b`,
    close,
    String.raw`\b(?:all |the |incoming )*(?:mails?|e-?mails?|messages|calls)\b`,
    near,
    String.raw`\b(?:to|an|a|vers|hacia)\b`,
  ),
  rule(
    'accounts',
    String.raw`\b(?:share|make)\b`,
    close,
    String.raw`\b(?:folder|file|drive|mailbox|site|calendar|link)\b`,
    close,
    String.raw`\b(?:everyone|anyone|public(?:ly)?|whole company|the internet)\b`,
  ),
  rule(
    'infrastructure',
    String.raw`\b(?:restart|reboot|shut ?down|power ?(?:off|cycle|down)|unplug|disconnect|turn off|switch off|reset|reconfigure|stop|pull the plug|neu ?start\w*|ausschalten|redemarre[zr]|eteigne[zr]|reinici\w*|apag\w*)\b`,
    close,
    String.raw`\b(?:(?:domain controller|(?:core |network |office |main |floor )switch|(?:the |a |mail |file |print |exchange |sql |terminal |dhcp |dns |production |virtual )*server(?!'s name| name| address)s?|servers?|hypervisor|esx\w*|storage|san\b|nas\b|rack|ups\b|data ?cent(?:er|re)|firewall|office router|company router|access point controller|serveur|servidor))`,
  ),
  rule(
    'infrastructure',
    String.raw`\b(?:change|edit|delete|create|modify|remove|set|point|ander\w*|modifie[zr]|cambi[ae]\w*)\b`,
    close,
    String.raw`\b(?:dns (?:record|zone|server)s?|mx record|dhcp (?:scope|server|range)|routing table|vlan|firewall rules?|port forward\w*|group polic\w+|gpo\b|domain trust|switch port|hosts file|nat rule|access control list)`,
  ),
  rule(
    'infrastructure',
    String.raw`\b(?:leave|remove (?:it |the \w+ )?from|unjoin|disjoin|take (?:it|the \w+) off)\b`,
    close,
    String.raw`\b(?:the )?(?:domain|azure ad|entra|intune|mdm|management)\b`,
  ),
  rule(
    'fraud',
    String.raw`\b(?:buy|purchase|pay|send|transfer|wire|kauf\w*|bezahl\w*|achete[zr]|paye[zr]|compr[ae]\w*|pag[ue]\w*)\b`,
    near,
    String.raw`\b(?:gift ?cards?|money|bitcoin|crypto\w*|iban|bank (?:account|details|transfer)|credit card|paypal|western union|gutschein\w*|geld|carte cadeau|tarjeta|dinero|argent|fee|invoice)`,
  ),
  rule(
    'fraud',
    String.raw`\b(?:send|upload|mail|forward|copy|post|share|export|schick\w*|senden|envoye[zr]|envi[ae]\w*|sub[ae]\w*)\b`,
    near,
    String.raw`\b(?:to|on|in|into|an|auf|a|sur|en) (?:(?:your |my |a |the |his |her |their |an |ein\w* |une? |el |la )*)(?:personal|private|external|gmail|outside|public|pastebin|wetransfer|dropbox|google drive|usb stick|telegram|whatsapp|discord|chatgpt|privat\w*|extern\w*|person\w*)\b(?! (?:browser|window|tab|mode))`,
  ),
  rule(
    'fraud',
    String.raw`\b(?:send|upload|mail|email|export|dump|copy)\b`,
    near,
    String.raw`\b(?:customer list|payroll|employee list|password (?:list|file|vault|database)|contacts? (?:list|database)|ntds|sam file|cookies|browser passwords|saved passwords|address book|global address list)`,
  ),
  rule(
    'fraud',
    String.raw`\b(?:tell|convince|pretend|lie|say that you are|claim|behaupte\w*|dites que|diga que)\b`,
    close,
    String.raw`\b(?:you are (?:from )?(?:microsoft|the bank|police|it security)|you're from|to trust|not to tell|keep (?:this|it) (?:secret|between))`,
  ),
];
