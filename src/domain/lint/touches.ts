import { plainWords } from './plain-words.js';

const access = new RegExp(
  [
    String.raw`\b(?:re-?set|change|set|renew|recover|issue|assign|give|create|send|forget|forgot\w*|new|temporary|expired)\b[^.!?;\n]{0,40}\b(?:password|passcode|pin|passphrase|passkey|security key|sign-in method|log-?in)s?\b`,
    String.raw`\b(?:password|passcode|mfa|account|mailbox|access)\b[^.!?;\n]{0,25}\b(?:(?:was|were|is|been|be|got) )(?:reset|changed|unlocked|re-?enabled|removed|granted|given|shared)`,
    String.raw`\bpassword[- ]?(?:reset|change|recovery|self-service)`,
    String.raw`\bunlock\w*\b[^.!?;\n]{0,40}\b(?:account|user|profile|mailbox|it)\b|\b(?:account|user)\b[^.!?;\n]{0,30}\bunlock\w*`,
    String.raw`\b(?:re-?enable|enable|re-?activate|activate|restore|disable|deactivate|delete)\b[^.!?;\n]{0,25}\b(?:account|user|sign-in)\b`,
    String.raw`\b(?:re-?set|re-?register|register|set up|enrol\w*|add|remove|move|transfer|re-?require|disable|bypass|change|new)\b[^.!?;\n]{0,40}\b(?:mfa|2fa|multi-?factor|two-?(?:factor|step)|authenticator|second factor|security info|verification method|(?:phone|mobile) number|passkey|token)\b`,
    String.raw`\btemporary access pass|\brecovery (?:key|code|phone|e-?mail)|\bbitlocker (?:key|recovery)`,
    String.raw`\b(?:grant|give|add|assign|request|approve|extend|change|remove|restore|share)\b[^.!?;\n]{0,40}\b(?:access|permissions?|rights|role|licen[cs]e|membership|member of|(?:to|from) the (?:group|shared|mailbox|folder|team|site))\b`,
    String.raw`\b(?:add|connect|open|delegate|forward|convert|restore|share|grant)\b[^.!?;\n]{0,40}\b(?:shared|other|colleague'?s?|someone'?s?|another|manager'?s?) (?:mailbox|mail box|inbox|calendar)\b`,
    String.raw`\b(?:forwarding rule|mail forwarding|delegate access|full access|send as|send on behalf)\b`,
    String.raw`\b(?:kennwort|passwort)\w*\b[^.!?;\n]{0,40}\b(?:zurucksetz\w*|ander\w*|neu\w*|vergeb\w*|setz\w*)|\b(?:setz\w*|ander\w*|vergeb\w*|neues)\b[^.!?;\n]{0,40}\b(?:kennwort|passwort)`,
    String.raw`\b(?:konto|benutzer)\b[^.!?;\n]{0,30}\b(?:entsperr\w*|freischalt\w*|aktivier\w*)|\bentsperr\w*\b[^.!?;\n]{0,30}\b(?:konto|benutzer)`,
    String.raw`\b(?:reinitialis\w*|chang\w*|modifi\w*|nouveau)\b[^.!?;\n]{0,40}\bmot de passe|\bdeverrouill\w*\b[^.!?;\n]{0,30}\bcompte`,
    String.raw`\b(?:restablec\w*|cambi\w*|nuev\w*)\b[^.!?;\n]{0,40}\bcontrasena|\bdesbloque\w*\b[^.!?;\n]{0,30}\bcuenta`,
    String.raw`\b(?:berechtigung|zugriff|rechte|postfach|acces|droits|acceso|permiso|boite partagee|buzon)\w*\b[^.!?;\n]{0,40}\b(?:geb\w*|erteil\w*|freigeb\w*|hinzufug\w*|donne\w*|accord\w*|dar|conced\w*|otorg\w*)`,
    String.raw`\b(?:gib|geben|erteil\w*|donne\w*|accord\w*|conced\w*|otorg\w*)\b[^.!?;\n]{0,40}\b(?:berechtigung|zugriff|zugang|rechte|acces|droits|acceso|permiso)`,
  ].join('|'),
);

const disruptive = new RegExp(
  [
    String.raw`\b(?:re-?start|reboot|power cycle|shut ?down|log(?:ging)? ?off|sign(?:ing)? ?out|log(?:ging)? ?out|neu ?start\w*|redemarre\w*|reinici\w*|abmeld\w*|deconnect\w*|cerrar? sesion)`,
    String.raw`\b(?:uninstall|re-?install|reinstall|reset|roll back|restore|upgrade|deinstallier\w*|zurucksetz\w*|desinstall\w*|restablec\w*|reinitialis\w*)`,
    String.raw`\b(?:install|run|start)\b[^.!?;\n]{0,20}\b(?:updates?|repair)|\bupdate\b[^.!?;\n]{0,20}\b(?:driver|windows|office|system|app|program)|\b(?:online|quick) repair`,
    String.raw`\b(?:close|quit|end|kill|stop)\b[^.!?;\n]{0,20}\b(?:all|every)\b[^.!?;\n]{0,20}\b(?:programs?|apps?|applications?|windows|tasks|processes)`,
    String.raw`\b(?:delete|clear|empty|remove|erase|forget|losch\w*|efface\w*|supprim\w*|borr[ae]\w*|elimin\w*)\b`,
    String.raw`\b(?:chkdsk|dism|defrag\w*|network reset|winsock)\b`,
  ].join('|'),
);

/** True where a step changes who can get in or what they can reach: the caller has to be known before it. */
export const touchesAccess = (text: string): boolean => access.test(plainWords(text));

/** True where a step interrupts the customer's work, or could lose some of it. */
export const isDisruptive = (text: string): boolean => disruptive.test(plainWords(text));
