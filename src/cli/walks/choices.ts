import { allElements, optionsOf, textOf } from '../../sandbox/block-kit/find.js';
import { asObject, type JsonObject } from '../../sandbox/json.js';
import type { Chosen, SlackBlock } from '../../sandbox/protocol.js';

/** Something a person can press or pick, under the words that they read. */
export interface Choice {
  /** In full, where a list above gives numbered labels in full. */
  label: string;
  /** As it stands on the button or in the menu. */
  shown: string;
  blockId: string;
  actionId: string;
  type: string;
  chosen: Chosen;
  /** The value that a button carries. */
  value: string;
}

/** What can be pressed or picked in these blocks, from the top. Numbered labels are read in full from the list above. */
export function choicesOf(blocks: readonly SlackBlock[]): Choice[] {
  const listed = numberedTexts(blocks);
  return allElements(blocks).flatMap(({ block, element }) => {
    const place = { blockId: block.block_id, actionId: element.action_id, type: element.type };
    const own = textOf(element.text);
    if (element.type === 'button') {
      const label = inFull(own, listed);
      return [{ ...place, label, shown: own, chosen: {}, value: textOf(element.value) }];
    }
    return optionsOf(element).map((option) => ({
      ...place,
      label: inFull(textOf(option.text), listed),
      shown: textOf(option.text),
      chosen: { selected_option: asOption(option) },
      value: textOf(option.value),
    }));
  });
}

/** The choice that a person means by these words: letter by letter before by and large, the first from the top. */
export const choose = (choices: readonly Choice[], words: string): Choice | undefined =>
  choices.find(({ label, shown }) => [label, shown].includes(words)) ??
  choices.find(({ label, shown }) => sameWords(label, words) || sameWords(shown, words));

const asOption = (option: JsonObject): NonNullable<Chosen['selected_option']> => ({
  text: { type: 'plain_text', text: textOf(option.text), emoji: true },
  value: textOf(option.value),
});

/** The words of these blocks that are read rather than pressed. */
export const wordsOf = (blocks: readonly SlackBlock[]): string =>
  blocks
    .map((block): JsonObject => ({ ...block }))
    .filter(({ type }) => type === 'section' || type === 'header')
    .map(({ text }) => textOf(asObject(text).text))
    .join('\n');

/** "*1.* Yes, the light is on", one a line: the answers in full where a button or menu would cut them. */
function numberedTexts(blocks: readonly SlackBlock[]): Map<string, string> {
  const lines = wordsOf(blocks).split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, number, text] = /^\*?(\d+)\.\*? (.+)$/.exec(line) ?? [];
      return number !== undefined && text !== undefined ? [[number, text] as const] : [];
    }),
  );
}

function inFull(label: string, listed: Map<string, string>): string {
  const [, number] = /^(\d+)\. /.exec(label) ?? [];
  return (number !== undefined && listed.get(number)) || label;
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Texts compared as people compare them: markup, spaces and case make no difference. */
const sameWords = (a: string, b: string): boolean => bare(a) === bare(b);
export const hasWords = (text: string, words: string): boolean => bare(text).includes(bare(words));

function bare(text: string): string {
  const plain = text.replace(/&(amp|lt|gt);/g, (entity) => entities[entity] ?? entity).toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]/gu, '') || plain.trim();
}
