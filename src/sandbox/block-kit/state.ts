import { asObjects, asString, type JsonObject } from '../json.js';
import type { Chosen, SlackBlock, StateValue, StateValues } from '../protocol.js';
import { allElements, type Element } from './find.js';

/** For every kind of element that keeps a value: the value's field, and the field of its initial value. */
const fields: Record<string, readonly [keyof Chosen, string]> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  multi_users_select: ['selected_users', 'initial_users'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
};

/** The field that holds this kind of element's value; undefined for buttons and menus that keep none. */
export const valueField = (type: string): keyof Chosen | undefined => fields[type]?.[0];

function initialValue(element: Element): StateValue | undefined {
  const known = fields[element.type];
  if (!known) return undefined;
  const [field, initial] = known;
  const empty = field.endsWith('s') ? [] : null;
  const given = element[initial] ?? empty;
  return { type: element.type, [field]: given };
}

/** The values a surface starts with: initial values where there are any, null or [] elsewhere. */
export function initialState(blocks: readonly SlackBlock[]): StateValues {
  return mergedState(blocks, {});
}

/**
 * The values of a surface's inputs: `given` where the element is there and of that kind, its initial value elsewhere.
 * What the surface does not hold is left out, so nobody can send values for inputs that are not on screen.
 */
export function mergedState(blocks: readonly SlackBlock[], given: StateValues): StateValues {
  const values: StateValues = {};
  for (const { block, element } of allElements(blocks)) {
    const initial = initialValue(element);
    if (!initial) continue;
    const sent = given[block.block_id]?.[element.action_id];
    const ofBlock = values[block.block_id] ?? {};
    ofBlock[element.action_id] = sent ? onlyValue(element, sent) : initial;
    values[block.block_id] = ofBlock;
  }
  return values;
}

function onlyValue(element: Element, sent: StateValue): StateValue {
  const field = valueField(element.type);
  if (!field) return { type: element.type };
  const given = sent[field] ?? (field.endsWith('s') ? [] : null);
  return { type: element.type, [field]: given === '' ? null : given };
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What Slack's own client would not let through, by `block_id`: missing, too short or malformed values. */
export function inputProblems(blocks: readonly SlackBlock[], values: StateValues): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { block, element } of allElements(blocks)) {
    if (block.type !== 'input') continue;
    const field = valueField(element.type);
    const value = field && values[block.block_id]?.[element.action_id]?.[field];
    const problem = isEmpty(value) ? missing(block) : malformed(element, value);
    if (problem) problems[block.block_id] = problem;
  }
  return problems;
}

const missing = (block: JsonObject): string | undefined =>
  block.optional === true ? undefined : 'Please complete this required field.';

function malformed(element: Element, value: unknown): string | undefined {
  const text = asString(value);
  if (text === undefined) return undefined;
  switch (element.type) {
    case 'plain_text_input':
      return wrongLength(element, text);
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(text) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return wrongNumber(element, text);
    default:
      return undefined;
  }
}

function wrongLength(element: Element, text: string): string | undefined {
  const min = typeof element.min_length === 'number' ? element.min_length : 0;
  const max = typeof element.max_length === 'number' ? element.max_length : 3000;
  if (text.length < min) return `Please enter at least ${min} characters.`;
  return text.length > max ? `Please enter at most ${max} characters.` : undefined;
}

function wrongNumber(element: Element, text: string): string | undefined {
  const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(text)) return 'Please enter a valid number.';
  const number = Number(text);
  if (number < Number(element.min_value ?? Number.NEGATIVE_INFINITY))
    return `Must be at least ${element.min_value}.`;
  if (number > Number(element.max_value ?? Number.POSITIVE_INFINITY))
    return `Must be at most ${element.max_value}.`;
  return undefined;
}

/** The option with this value among an element's, as Slack sends it back. */
export const optionByValue = (options: JsonObject[], value: unknown): JsonObject | undefined =>
  asObjects(options).find((it) => it.value === value);
