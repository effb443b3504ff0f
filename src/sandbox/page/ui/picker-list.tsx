import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.js';
import type { Choice } from './picker-choices.js';

type PickerListProps = {
  id: string;
  label: string;
  choices: Choice[];
  active: number;
  selected: Choice[];
  isMultiple: boolean;
  status: string;
  onChoose: (choice: Choice) => void;
};

export function PickerList({
  id,
  label,
  choices,
  active,
  selected,
  isMultiple,
  status,
  onChoose,
}: PickerListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  return (
    <div ref={list} class="menu" role="listbox" id={id} aria-label={label} aria-multiselectable={isMultiple}>
      {status && (
        <p class="menu-empty" role="status">
          {status}
        </p>
      )}
      {choices.map((choice, index) => {
        const isSelected = selected.some((one) => one.id === choice.id);
        const startsGroup = choice.group && choice.group !== choices[index - 1]?.group;
        return [
          startsGroup && <p class="menu-group">{choice.group}</p>,
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field that has the focus handles the keys.
          <div
            key={`${choice.group} ${choice.id}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={isSelected}
            class={index === active ? 'menu-item menu-item-active' : 'menu-item'}
            // The field keeps the focus, so that typing goes on.
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              event.stopPropagation();
              onChoose(choice);
            }}
          >
            <span class="menu-words">
              <span>{choice.label}</span>
              {choice.note && <small>{choice.note}</small>}
            </span>
            {isSelected && <Icon name="check" size={16} />}
          </div>,
        ];
      })}
    </div>
  );
}
