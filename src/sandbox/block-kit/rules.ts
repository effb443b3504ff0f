import { asObjects, asString, isObject, type JsonObject } from '../json.js';
import { elementsOf, nested, optionsOf } from './find.js';
import { limits } from './limits.js';
import type { Problem } from './problems.js';

/** What a schema of single blocks cannot say: uniqueness, exclusive fields, choices among the options. */
export function ruleProblems(blocks: JsonObject[], root: string): Problem[] {
  return [
    ...duplicateBlockIds(blocks, root),
    ...blocks.flatMap((block, index) =>
      nested(block).flatMap((inner) => blockProblems(inner, `${root}/${index}`)),
    ),
    ...wholeProblems(blocks, root),
  ];
}

function duplicateBlockIds(blocks: JsonObject[], root: string): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  blocks.forEach((block, index) => {
    for (const { block_id: id } of nested(block)) {
      if (typeof id !== 'string') continue;
      if (seen.has(id))
        problems.push({ pointer: `${root}/${index}/block_id`, text: `block_id \`${id}\` already exists` });
      seen.add(id);
    }
  });
  return problems;
}

function blockProblems(block: JsonObject, pointer: string): Problem[] {
  const elements = elementsOf(block);
  const seen = new Set<string>();
  const repeated = elements.filter(({ action_id: id }) => {
    if (typeof id !== 'string') return false;
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated;
  });
  return [
    ...shapeProblems(block).map((text) => ({ pointer, text })),
    ...repeated.map((it) => ({
      pointer,
      text: `action_id \`${asString(it.action_id)}\` already exists for block`,
    })),
    ...elements.flatMap((element) => elementProblems(element).map((text) => ({ pointer, text }))),
  ];
}

function shapeProblems(block: JsonObject): string[] {
  switch (block.type) {
    case 'section':
      return block.text || block.fields ? [] : ['missing required field: text or fields'];
    case 'image':
      return imageProblems(block);
    case 'context':
      return asObjects(block.elements)
        .filter((it) => it.type === 'image')
        .flatMap(imageProblems);
    case 'card':
      return block.hero_image || block.title || block.actions || block.body
        ? []
        : ['must have one of: hero_image, title, actions, body'];
    case 'container':
      return containerProblems(block);
    default:
      return [];
  }
}

const imageProblems = (image: JsonObject): string[] =>
  Boolean(image.image_url) === Boolean(image.slack_file) ? ['must have one of: image_url, slack_file'] : [];

function containerProblems(block: JsonObject): string[] {
  const problems = block.title || block.rich_text_title ? [] : ['missing required field: title'];
  if (block.default_collapsed && !block.is_collapsible)
    problems.push('default_collapsed requires is_collapsible');
  return problems;
}

function elementProblems(element: JsonObject): string[] {
  const problems: string[] = [];
  if (element.type === 'static_select' || element.type === 'multi_static_select') {
    if (Boolean(element.options) === Boolean(element.option_groups)) {
      problems.push('must have one of: options, option_groups');
    }
  }
  const options = optionsOf(element);
  if (options.length > 0) {
    for (const initial of initialOptions(element)) {
      const isOffered = options.some((it) => it.value === initial.value && sameText(it.text, initial.text));
      if (!isOffered) problems.push('initial_option must be one of the options');
    }
  }
  return [...problems, ...lengthProblems(element)];
}

const initialOptions = (element: JsonObject): JsonObject[] => [
  ...(isObject(element.initial_option) ? [element.initial_option] : []),
  ...asObjects(element.initial_options),
];

const sameText = (a: unknown, b: unknown): boolean =>
  isObject(a) && isObject(b) && a.text === b.text && a.type === b.type;

function lengthProblems(element: JsonObject): string[] {
  const { min_length: min, max_length: max, initial_value: initial } = element;
  const problems: string[] = [];
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    problems.push('min_length must not be greater than max_length');
  }
  if (typeof initial === 'string' && typeof max === 'number' && initial.length > max) {
    problems.push('initial_value must not be longer than max_length');
  }
  return problems;
}

function wholeProblems(blocks: JsonObject[], root: string): Problem[] {
  const problems: Problem[] = [];
  const everything = blocks.flatMap(nested);
  const markdown = everything.filter((it) => it.type === 'markdown').map((it) => asString(it.text) ?? '');
  if (markdown.join('').length > limits.markdownTotal) {
    problems.push({
      pointer: root,
      text: `markdown blocks must be less than ${limits.markdownTotal + 1} characters together`,
    });
  }
  if (everything.filter((it) => it.type === 'table').length > 1) {
    problems.push({ pointer: root, text: 'only_one_table_allowed' });
  }
  if (everything.flatMap(elementsOf).filter((it) => it.focus_on_load === true).length > 1) {
    problems.push({ pointer: root, text: 'only one element may have focus_on_load' });
  }
  return problems;
}
