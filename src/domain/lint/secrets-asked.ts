import { leetWords, plainWords, sentencesOf } from './plain-words.js';

const secret = String.raw`(?:pass-?\s?(?:words?|codes?|phrases?|keys?)|passw[o0]rt\w*|kennw[o0]rt\w*|pwd|mots? de passe|contrasenas?|claves?|pin(?:s|-?\s?(?:code|nummer|number))?\b(?! to\b)|puk\b|otp\b|tan\b|(?:one|single)[- ]?(?:time|use)[- ](?:code|password|pin|token)s?|(?:verification|security|sms|text(?:ed)?|e-?mail(?:ed)?|log-?in|sign[- ]?in|auth(?:entication|entificator|enticator)?|mfa|2fa|two[- ]factor|confirmation|access|recovery|backup|unlock|reset|six[- ]digit|6[- ]digit|\d[- ]digit|door|alarm|bestatigungs|sicherheits|einmal|anmelde|freigabe)[- ]?(?:code|number|digits|nummer)s?|(?<!\b(?:error|stop|event|exit|status|result|fault|check|country|area|zip|postal|qr|bar|product|item|model|fehler)[ -]?)codes?\s(?:(?:from|on|in|of|that|which|sent|shown|he|she|they|you|received|displayed|they|vom|aus|auf|der|das|recu|affiche|sur|del?|que)\b)|(?:the |a |der |den |le |el )?(?:number|digits|zahl|chiffres|numero)s? (?:shown |displayed |that )?(?:on|in|from|auf|sur|en) (?:the |his |her |their |your |dem |der |l'|le |el |la )?(?:phone|authenticator|app|sms|text message|handy|telephone|telefono)|(?:recovery|bitlocker|encryption|private|ssh|api|license|product|access|wifi|wi-fi|network security|secret)[- ](?:key|token)s?|wiederherstellungs(?:schlussel|code)|cles? (?:de recuperation|privee|bitlocker)|(?:security|secret) (?:question|answer)s?|sicherheitsfrage|question secrete|pregunta secreta|mother'?s maiden name|(?:credit|debit|bank)[- ]?card (?:number|details|data)|card number|kreditkarte\w*|carte bancaire|tarjeta de credito|cvv|cvc|social security number|ssn\b|credentials|zugangsdaten|anmeldedaten|identifiants|credenciales|log-?in (?:details|data)|seed phrase|session (?:cookie|token)|api tokens?|access tokens?)`;

const asking = String.raw`(?:ask(?:ed|s)?|tells?|telling|told|gives?|giving|sends?|sending|says?|saying|reads?|reading|spells?|dictates?|shares?|sharing|shows?|forwards?|provides?|hands? over|discloses?|reveals?|confirms?|repeats?|collects?|obtains?|gets?|requests?|notes?|note down|records?|writes?|write down|jot|text|e-?mails?|posts?|paste|screenshots?|photos?|photographs?|take a (?:photo|picture|screenshot) of|need|require|what(?:'s| is| are| was)|which|know|remember|look up|find out|store|save|document|log|frag\w*|sag\w*|nenn\w*|gib|geben|lassen? sie sich|lies|vorlesen|lesen sie|schick\w*|send\w*|notier\w*|schreib\w*|mitteil\w*|teilen|bestatig\w*|buchstabier\w*|wie lautet|was ist|welche\w*|demande[zr]?|dites|donne[zr]?|envoye[zr]|lise[zr]|communique[zr]|quel(?:le)? est|note[zr]|ecrive[zr]|transmett\w*|pid[ae]\w*|pedir|diga\w*|dime|da(?:r|me)|de(?:me|nos)|envi[ae]\w*|lea\w*|cual es|anot\w*|escrib\w*|comparta\w*|proporcion\w*|digale|pregunt\w*)`;

const near = String.raw`[^.!?;\n]{0,70}?`;
const asks = new RegExp(String.raw`\b${asking}\b${near}\b${secret}`);
const asksAfter = new RegExp(
  String.raw`\b${secret}[^.!?;\n]{0,40}?\b(?:vorlesen|mitteilen|nennen|sagen|geben|schicken|senden|notieren|durchgeben|aufschreiben|aloud|to you|to me|over the phone|into the (?:chat|note|ticket)|in the (?:chat|note|ticket)|here\b|please\b)`,
);
/** Typed by someone into something that others read. */
const typed = new RegExp(
  String.raw`\b(?:enter|type|put|insert|fill in|submit|gib|geben|eintippen|eingeben|saisi\w*|tape[zr]|introdu\w*|escrib\w*)\b${near}\b${secret}[^.!?;\n]{0,40}?\b(?:chat|note|ticket|thread|slack|teams|form|e-?mail|message|field below|here|reply|box below|notiz|hier|ici|aqui|nota|mensaje)\b`,
);
const shares = new RegExp(
  String.raw`\b(?:let|have|make)\b[^.!?;\n]{0,30}?\b(?:read|tell|say|give|spell|send|show|share|dictate|repeat)\b${near}\b${secret}`,
);

/** Said of a secret without anybody getting to know it: when it was changed, whether it is accepted, where it is reset. */
const harmless =
  /\b(?:whether|if|when|since|has|have|had|did|does|was|were|is|are)\b[^.!?;\n]{0,40}\b(?:password|pin|code)s?\b[^.!?;\n]{0,40}\b(?:changed|expired|reset|accepted|rejected|refused|arrive[sd]?|received|wrong|working|locked|saved|asked for|prompt\w*|required|appear\w*|come|same)\b/;
const aboutIt =
  /\b(?:password|passwort|kennwort|pin|recovery key|security code|credentials)\s?(?:manager|reset|policy|page|change|expir\w*|field|box|prompt|window|dialog|screen|portal|error|message|hint|problem|issue|rules?|zurucksetz\w*|andern|fenster|feld)\b/g;

const forbids =
  /\b(?:do not|don't|dont|never|no|not|without|must not|nobody|nicht|nie|niemals|kein\w*|ohne|ne|n'|jamais|sans|aucun|nunca|sin|ningun)\b/;
const seemsToForbid =
  /\b(?:forget|hesitate|worry|afraid|wait|fail|mind|matter|only|just|hang up|end the call|vergessen|zogern|oublie|hesite|olvid|dud)/;

/** True where somebody would tell, show or write down what lets a person in. */
export function asksForSecret(text: string): boolean {
  const plain = plainWords(text);
  return [plain, leetWords(plain)].some((version) =>
    sentencesOf(version.replace(aboutIt, 'sign-in page').replace(/,? then /g, '; ')).some((sentence) => {
      const found = [asks, asksAfter, typed, shares]
        .map((pattern) => pattern.exec(sentence))
        .filter((match) => match !== null);
      return found.some(
        ({ index, 0: words }) =>
          !isForbidden(sentence, index) && !toNobody.test(words) && !isHarmless(sentence, words),
      );
    }),
  );
}

/** "Tell nobody your password", "say no password aloud". */
const toNobody =
  /^\w+ (?:it )?(?:to )?(?:no|nobody|no one|none|kein\w*|niemand\w*|aucun|personne|ningun\w*|nadie)\b/;

function isForbidden(sentence: string, at: number): boolean {
  const before =
    sentence
      .slice(Math.max(0, at - 40), at)
      .split(/[:;]|\b(?:but|then|aber|sondern|mais|pero)\b/)
      .at(-1) ?? '';
  const match = forbids.exec(before);
  return match !== null && !seemsToForbid.test(before.slice(match.index));
}

/** "Is the password accepted?" asks of a secret, not for it. */
const isHarmless = (sentence: string, words: string): boolean =>
  harmless.test(sentence) &&
  !/\b(?:tell|give|send|read|say|spell|dictate|share|show|write|what(?:'s| is)|which)\b/.test(words);
