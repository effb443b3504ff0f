import type { Option } from '@slack/types';
import { withEmoji } from '../text/emoji.js';

/** One line of a select. */
export type Choice = {
  id: string;
  label: string;
  note?: string | undefined;
  group?: string;
  /** The Slack option behind it, where there is one. */
  option?: Option;
};

export function choiceOf(option: Option): Choice {
  const note = option.description && withEmoji(option.description.text);
  return { id: option.value ?? option.text.text, label: withEmoji(option.text.text), note, option };
}

export function choicesOf(options: readonly Option[]): Choice[] {
  return options.map(choiceOf);
}

type Group = { label: { text: string }; options: Option[] };

export function groupedChoices(groups: readonly Group[]): Choice[] {
  return groups.flatMap((group) =>
    group.options.map((option) => ({ ...choiceOf(option), group: withEmoji(group.label.text) })),
  );
}

export function matching(choices: Choice[], query: string): Choice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (choice: Choice) => `${choice.label} ${choice.note ?? ''}`.toLowerCase();
  return choices.filter((choice) => words.every((word) => text(choice).includes(word)));
}
