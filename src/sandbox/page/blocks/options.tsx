import type { Checkboxes, Option, RadioButtons } from '@slack/types';
import { useId } from 'preact/hooks';
import { changeOf, type ElementPlace, useSurface } from './surface.js';
import { Text } from './text.js';

type Of<E> = { element: E; place: ElementPlace };

const sameOption = (a: Option | null | undefined, b: Option) =>
  a?.value === b.value && a?.text.text === b.text.text;

export function RadioElement({ element, place }: Of<RadioButtons>) {
  const surface = useSurface();
  const name = useId();
  const chosen = surface.value(place.blockId, element).selected_option;
  const change = changeOf(surface, place, element);
  return (
    <div class="option-list" role="radiogroup" aria-label={place.label}>
      {element.options.map((option) => (
        <label key={option.value} class="option">
          <input
            type="radio"
            name={name}
            checked={sameOption(chosen, option)}
            onChange={() => change({ selected_option: option }, option.text.text)}
          />
          <OptionWords option={option} />
        </label>
      ))}
    </div>
  );
}

export function CheckboxesElement({ element, place }: Of<Checkboxes>) {
  const surface = useSurface();
  const chosen = surface.value(place.blockId, element).selected_options ?? [];
  const change = changeOf(surface, place, element);
  const isChosen = (option: Option) => chosen.some((one) => sameOption(one, option));
  const toggle = (option: Option) =>
    change({ selected_options: element.options.filter((one) => isChosen(one) !== sameOption(one, option)) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out beside a section's text.
    <div class="option-list" role="group" aria-label={place.label}>
      {element.options.map((option) => (
        <label key={option.value} class="option">
          <input type="checkbox" checked={isChosen(option)} onChange={() => toggle(option)} />
          <OptionWords option={option} />
        </label>
      ))}
    </div>
  );
}

function OptionWords({ option }: { option: Option }) {
  return (
    <span class="option-words">
      <Text text={option.text} />
      {option.description && (
        <small>
          <Text text={option.description} />
        </small>
      )}
    </span>
  );
}
