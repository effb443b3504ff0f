import { z } from 'zod';
import { UnreadablePayload } from '../caller.js';
import type { FieldId } from '../ids.js';

const text = z.string().nullish();
const id = z.string().max(255).nullish();
const option = z.looseObject({ value: z.string() });

const input = z.looseObject({
  value: text,
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_time: text,
  selected_conversation: id,
  selected_channel: id,
  selected_user: id,
  selected_users: z.array(z.string().max(255)).nullish(),
});

/** By block and action. Slack writes an empty list where a modal has no inputs. */
const inputs = z.record(z.string(), z.record(z.string(), input));
const view = z.looseObject({ state: z.looseObject({ values: z.union([inputs, z.array(z.never())]) }) });

/**
 * What a person put into a modal's fields. Each input's block and action are named alike: after the field.
 * @throws {UnreadablePayload} for fields that have not Slack's shape.
 */
export function inputsOf(submitted: object) {
  const parsed = view.safeParse(submitted);
  if (!parsed.success)
    throw new UnreadablePayload('The fields of a modal cannot be read', { cause: parsed.error });
  const { values } = parsed.data.state;
  const filled = Array.isArray(values) ? {} : values;
  const given = (id: FieldId) => filled[id]?.[id];
  return {
    text: (id: FieldId): string => given(id)?.value ?? '',
    option: (id: FieldId): string | null => given(id)?.selected_option?.value ?? null,
    options: (id: FieldId): string[] => (given(id)?.selected_options ?? []).map(({ value }) => value),
    time: (id: FieldId): string | null => given(id)?.selected_time ?? null,
    ticked: (id: FieldId): boolean => (given(id)?.selected_options ?? []).length > 0,
    channel: (id: FieldId): string | null =>
      given(id)?.selected_conversation ?? given(id)?.selected_channel ?? null,
    person: (id: FieldId): string | null => given(id)?.selected_user ?? null,
    people: (id: FieldId): string[] => given(id)?.selected_users ?? [],
  };
}

export type Inputs = ReturnType<typeof inputsOf>;

/** One of the values that the menu offered; anything else falls back to the first. */
export function oneOf<Value extends string>(
  values: readonly [Value, ...Value[]],
  chosen: string | null,
): Value {
  return values.find((value) => value === chosen) ?? values[0];
}
