import { emojiByName } from './emoji-table.js';

/** The character behind `:name:`, or nothing when we do not know the name. */
export function emojiOf(name: string): string | undefined {
  return emojiByName[name];
}

/** Plain text as Slack shows it when `emoji` is on: known `:names:` become characters. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emojiByName[name] ?? whole);
}

export const quickReactions = ['+1', 'eyes', 'white_check_mark', 'tada', 'pray'] as const;
