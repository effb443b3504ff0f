import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  Option,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { limits } from './limits.js';
import { type Mrkdwn, mrkdwnText, plain } from './text.js';

/** A message: its blocks, and the same in words for notifications and clients without blocks. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** @param text at most 3,000 characters: the caller has cut what people wrote. */
export const section = (text: Mrkdwn, accessory?: SectionBlock['accessory']): SectionBlock => ({
  type: 'section',
  text: mrkdwnText(text),
  ...(accessory ? { accessory } : {}),
});

/** Small print: the parts that there are, in one line. Null without any. */
export function context(...parts: (Mrkdwn | null)[]): ContextBlock | null {
  const text = parts.filter((part) => part !== null && part !== '').join('  ·  ');
  return text === '' ? null : { type: 'context', elements: [mrkdwnText(text)] };
}

export const header = (text: string): HeaderBlock => ({
  type: 'header',
  text: plain(text, limits.headerText),
});

export const divider: KnownBlock = { type: 'divider' };

/** A row of buttons and menus; null without any, because Slack refuses an empty row. */
export function actions(
  blockId: string,
  ...elements: (ActionsBlock['elements'][number] | null)[]
): ActionsBlock | null {
  const present = elements.filter((element) => element !== null);
  return present.length === 0 ? null : { type: 'actions', block_id: blockId, elements: present };
}

export function button(
  text: string,
  actionId: string,
  value: string,
  style?: NonNullable<Button['style']>,
): Button {
  return {
    type: 'button',
    text: plain(text, limits.buttonText),
    action_id: actionId,
    value,
    ...(style ? { style } : {}),
  };
}

export const option = (text: string, value: string): PlainTextOption => ({
  text: { ...plain(text, limits.optionText), type: 'plain_text' },
  value,
});

/** Up to a hundred options in one list, more in groups of a hundred. There must be at least one. */
export function listed(options: PlainTextOption[]): Pick<StaticSelect, 'options' | 'option_groups'> {
  return options.length <= limits.options ? { options } : { option_groups: grouped('', options) };
}

type PlainGroup = NonNullable<StaticSelect['option_groups']>[number];

/** Options under a heading, in as many groups as Slack's limit of a hundred asks for. */
export function grouped(heading: string, options: PlainTextOption[]): PlainGroup[] {
  const groups: PlainGroup[] = [];
  for (let from = 0; from < options.length; from += limits.options) {
    const part = options.slice(from, from + limits.options);
    const range = `${from + 1}–${from + part.length}`;
    const label = options.length <= limits.options ? heading : `${heading} ${range}`.trim();
    groups.push({ label: plain(label, limits.optionText), options: part });
  }
  return groups;
}

/** The option with this value, to start with; Slack wants it letter by letter as it stands in the list. */
export const initial = <One extends Option>(
  options: One[],
  value: string | null,
): { initial_option?: One } => {
  const found = options.find((candidate) => candidate.value === value);
  return found ? { initial_option: found } : {};
};

/** A text letter by letter, as a block that can be selected and copied as a whole. */
export const codeBlock = (text: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
});

/** Blocks without those that are not there. */
export const stack = (...blocks: (KnownBlock | null)[]): KnownBlock[] =>
  blocks.filter((block) => block !== null);
