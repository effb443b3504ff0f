import type { ViewOutput } from '@slack/bolt';
import type { FieldId } from '../ids.js';

type Input = ViewOutput['state']['values'][string][string];

/** What a person put into a modal's fields. Each input's block and action are named alike: after the field. */
export function inputsOf(view: Pick<ViewOutput, 'state'>) {
  const input = (id: FieldId): Input | undefined => view.state.values[id]?.[id];
  return {
    text: (id: FieldId): string => input(id)?.value ?? '',
    option: (id: FieldId): string | null => input(id)?.selected_option?.value ?? null,
    options: (id: FieldId): string[] => (input(id)?.selected_options ?? []).map(({ value }) => value ?? ''),
    time: (id: FieldId): string | null => input(id)?.selected_time ?? null,
    ticked: (id: FieldId): boolean => (input(id)?.selected_options ?? []).length > 0,
    channel: (id: FieldId): string | null =>
      input(id)?.selected_conversation ?? input(id)?.selected_channel ?? null,
    person: (id: FieldId): string | null => input(id)?.selected_user ?? null,
    people: (id: FieldId): string[] => input(id)?.selected_users ?? [],
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
