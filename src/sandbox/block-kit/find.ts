import { asObject, asObjects, asString, isObject, type JsonObject } from '../json.js';
import type { SlackBlock } from '../protocol.js';

/** An interactive element, whatever its kind. */
export type Element = JsonObject & { type: string; action_id: string };

/** A block with the parts that all blocks share. */
type LooseBlock = JsonObject & { type: string; block_id: string };

const loose = (blocks: readonly SlackBlock[]): LooseBlock[] => blocks.map((block) => ({ ...block }));

/** The block and, for containers and carousels, the blocks inside it. */
export function nested(block: JsonObject): JsonObject[] {
  const inner = block.type === 'container' ? asObjects(block.child_blocks) : [];
  const cards = block.type === 'carousel' ? asObjects(block.elements) : [];
  return [block, ...inner, ...cards];
}

/** The elements of one block that a person can act on. */
export function elementsOf(block: JsonObject): JsonObject[] {
  switch (block.type) {
    case 'actions':
    case 'context_actions':
      return asObjects(block.elements);
    case 'section':
      return isObject(block.accessory) && block.accessory.type !== 'image' ? [block.accessory] : [];
    case 'input':
      return isObject(block.element) ? [block.element] : [];
    case 'card':
      return asObjects(block.actions);
    default:
      return [];
  }
}

export type Found = { block: LooseBlock; element: Element };

const isBlock = (block: JsonObject): block is LooseBlock => typeof block.block_id === 'string';
const isElement = (element: JsonObject): element is Element =>
  typeof element.type === 'string' && typeof element.action_id === 'string';

/** Every element that a person can act on, with the block that holds it. */
export function allElements(blocks: readonly SlackBlock[]): Found[] {
  return loose(blocks)
    .flatMap(nested)
    .filter(isBlock)
    .flatMap((block) =>
      elementsOf(block)
        .filter(isElement)
        .map((element) => ({ block, element })),
    );
}

export function findElement(
  blocks: readonly SlackBlock[],
  blockId: string,
  actionId: string,
): Found | undefined {
  return allElements(blocks).find((it) => it.block.block_id === blockId && it.element.action_id === actionId);
}

/** An element's own options, those of its groups included. */
export function optionsOf(element: JsonObject): JsonObject[] {
  return [
    ...asObjects(element.options),
    ...asObjects(element.option_groups).flatMap((it) => asObjects(it.options)),
  ];
}

/** The words of a text object or of a plain string. */
export function textOf(value: unknown): string {
  return asString(value) ?? asString(asObject(value).text) ?? '';
}
