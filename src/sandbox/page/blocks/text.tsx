import type { TextObject } from '@slack/types';
import { withEmoji } from '../text/emoji.js';
import { Mrkdwn } from '../text/mrkdwn.js';

/** A text object: mrkdwn or plain. */
export function Text({ text }: { text: TextObject }) {
  if (text.type === 'mrkdwn') return <Mrkdwn text={text.text} verbatim={text.verbatim ?? false} />;
  return <div class="mrkdwn">{plain(text)}</div>;
}

/** The words of a plain text object, emoji names resolved unless the app turned that off. */
export function plain(text: { text: string; emoji?: boolean } | undefined | null): string {
  if (!text) return '';
  return text.emoji === false ? text.text : withEmoji(text.text);
}
