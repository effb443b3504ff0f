import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { cleanText, shorten } from '../../domain/text.js';
import type { FieldId, FieldPart } from '../ids.js';
import { initial, listed, option } from './elements.js';
import { limits } from './limits.js';
import { plain } from './text.js';

interface Labelled {
  label: string;
  hint?: string;
  optional?: boolean;
}

interface TextInput extends Labelled {
  value?: string | null;
  multiline?: boolean;
  placeholder?: string;
  max?: number;
  focus?: boolean;
}

function block(
  id: FieldId | FieldPart,
  { label, hint, optional }: Labelled,
  element: InputBlock['element'],
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, 200),
    element,
    ...(hint ? { hint: plain(hint, 300) } : {}),
    ...(optional ? { optional: true } : {}),
  };
}

/** A text to type. Slack refuses a start value that is longer than the input takes, so it is shortened. */
export function textInput(id: FieldId | FieldPart, input: TextInput): InputBlock {
  const max = Math.min(input.max ?? limits.inputText, limits.inputText);
  const value = shorten(cleanText(input.value ?? ''), max);
  return block(id, input, {
    type: 'plain_text_input',
    action_id: id,
    multiline: input.multiline ?? false,
    max_length: max,
    ...(value === '' ? {} : { initial_value: value }),
    ...(input.placeholder ? { placeholder: plain(input.placeholder, limits.placeholder) } : {}),
    ...(input.focus ? { focus_on_load: true } : {}),
  });
}

/** A whole number, from 0 where it does not say. */
export function numberInput(
  id: FieldId,
  input: Labelled & { min?: number; max: number; value?: number | null },
): InputBlock {
  return block(id, input, {
    type: 'number_input',
    action_id: id,
    is_decimal_allowed: false,
    min_value: String(input.min ?? 0),
    max_value: String(input.max),
    ...(input.value === null || input.value === undefined ? {} : { initial_value: String(input.value) }),
  });
}

/** One of a few, from a menu. */
export function menuInput<Value extends string>(
  id: FieldId,
  input: Labelled & { words: Record<Value, string>; order: readonly Value[]; value: Value | null },
): InputBlock {
  const options = input.order.map((value) => option(input.words[value], value));
  return block(id, input, {
    type: 'static_select',
    action_id: id,
    ...listed(options),
    ...initial(options, input.value),
  });
}

/** One of many, from a menu; there must be at least one. */
export function optionsInput(
  id: FieldId,
  input: Labelled & { options: PlainTextOption[]; placeholder: string; value?: string | null },
): InputBlock {
  return block(id, input, {
    type: 'static_select',
    action_id: id,
    placeholder: plain(input.placeholder, limits.placeholder),
    ...listed(input.options),
    ...initial(input.options, input.value ?? null),
  });
}

/** One of a few, all in sight. */
export function radioInput<Value extends string>(
  id: FieldId,
  input: Labelled & { words: Record<Value, string>; order: readonly Value[]; value: Value | null },
): InputBlock {
  const options = input.order.map((value) => option(input.words[value], value));
  return block(id, input, {
    type: 'radio_buttons',
    action_id: id,
    options,
    ...initial(options, input.value),
  });
}

/** Yes or no; ticked is the option `yes`. */
export function tickInput(id: FieldId, input: Labelled & { tick: string; value: boolean }): InputBlock {
  const options = [option(input.tick, 'yes')];
  return block(
    id,
    { ...input, optional: true },
    {
      type: 'checkboxes',
      action_id: id,
      options,
      ...(input.value ? { initial_options: options } : {}),
    },
  );
}

/** Any of a few, all in sight. */
export function ticksInput<Value extends string>(
  id: FieldId,
  input: Labelled & { words: Record<Value, string>; order: readonly Value[]; values: readonly Value[] },
): InputBlock {
  const options = input.order.map((value) => option(input.words[value], value));
  const chosen = options.filter(({ value }) => input.values.some((one) => one === value));
  return block(id, input, {
    type: 'checkboxes',
    action_id: id,
    options,
    ...(chosen.length > 0 ? { initial_options: chosen } : {}),
  });
}

/** A time of day, `HH:MM`. */
export const timeInput = (id: FieldId, input: Labelled & { value: string }): InputBlock =>
  block(id, input, { type: 'timepicker', action_id: id, initial_time: input.value });

export function channelInput(id: FieldId, input: Labelled & { value: string | null }): InputBlock {
  return block(
    id,
    { ...input, optional: true },
    {
      type: 'conversations_select',
      action_id: id,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(input.value ? { initial_conversation: input.value } : {}),
    },
  );
}

export function peopleInput(id: FieldId, input: Labelled & { slackUserIds: string[] }): InputBlock {
  return block(
    id,
    { ...input, optional: true },
    {
      type: 'multi_users_select',
      action_id: id,
      ...(input.slackUserIds.length > 0
        ? { initial_users: input.slackUserIds.slice(0, limits.options) }
        : {}),
    },
  );
}

export function personInput(id: FieldId, input: Labelled & { slackUserId: string | null }): InputBlock {
  return block(id, input, {
    type: 'users_select',
    action_id: id,
    ...(input.slackUserId ? { initial_user: input.slackUserId } : {}),
  });
}

interface Form {
  callbackId: string;
  title: string;
  submit: string | null;
  close?: string;
  metadata: string;
  blocks: ModalView['blocks'];
}

/** A modal. Without `submit` it only shows something, and Slack would refuse inputs in it. */
export function modal({ callbackId, title, submit, close = 'Cancel', metadata, blocks }: Form): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    title: plain(title, limits.viewTitle),
    close: plain(close, limits.viewButton),
    ...(submit === null ? {} : { submit: plain(submit, limits.viewButton) }),
    blocks,
  };
}
