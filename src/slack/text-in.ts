/** What Slack writes in angle brackets; other ones were typed. */
const markup = /<((?:@[UW]|#C|!|https?:\/\/|mailto:|tel:)[^<>]*)>/g;

/**
 * Text as a person typed it, from Slack's form of it: entities undone, links and mentions written out. The domain keeps
 * words, not Slack's markup.
 */
export const typedText = (text: string): string =>
  unescaped(text.replace(markup, (_, inside: string) => writtenOut(inside)));

/** What was typed after a command: Slack writes nothing out there, but its three entities. */
export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** `https://x.y|label`, `mailto:a@b|a@b`, `@U123|ava`, `#C123|general`, `!here`, `!subteam^S1|@team`. */
function writtenOut(inside: string): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : inside.slice(bar + 1);
  if (target.startsWith('@') || target.startsWith('#')) return label ? target.charAt(0) + label : target;
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0]}`;
  if (target.startsWith('mailto:') || target.startsWith('tel:'))
    return label ?? target.slice(target.indexOf(':') + 1);
  return target;
}
