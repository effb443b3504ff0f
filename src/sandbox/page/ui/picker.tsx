import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.js';
import { type Choice, matching } from './picker-choices.js';
import { PickerList } from './picker-list.js';
import { Popover } from './popover.js';
import { useChoices } from './use-choices.js';

export type PickerProps = {
  label: string;
  inputId?: string | undefined;
  placeholder: string;
  selected: Choice[];
  isMultiple?: boolean;
  isBusy?: boolean;
  isInvalid?: boolean;
  autoFocus?: boolean | undefined;
  maxItems?: number | undefined;
  /** All choices, or a way to ask for those that fit what was typed. */
  choices?: Choice[];
  load?: (query: string) => Promise<Choice[]>;
  minQuery?: number;
  onChange: (selected: Choice[]) => void;
};

/** Every select of Block Kit: type to narrow down, arrows and Enter to choose, Esc to leave. */
export function Picker(props: PickerProps) {
  const { selected, isMultiple = false } = props;
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const found = useChoices(props, isOpen, query);
  const shown = props.choices ? matching(props.choices, query) : found.choices;
  const single = isMultiple ? undefined : selected[0];

  const close = () => {
    setOpen(false);
    setQuery('');
  };
  const open = () => {
    if (isOpen || props.isBusy) return;
    setOpen(true);
    setActive(
      Math.max(
        0,
        shown.findIndex((choice) => choice.id === single?.id),
      ),
    );
  };
  const choose = (choice: Choice) => {
    if (props.isBusy) return;
    props.onChange(isMultiple ? toggled(selected, choice, props.maxItems) : [choice]);
    setQuery('');
    if (!isMultiple) setOpen(false);
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) return open();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setActive((active + by + shown.length) % Math.max(shown.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = shown[active];
      if (isOpen && choice) choose(choice);
      else open();
    } else if (event.key === 'Backspace' && !query && selected.length && !props.isBusy) {
      props.onChange(selected.slice(0, -1));
    } else if (event.key === 'Tab') close();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside has the role; this is its frame.
    <div
      ref={field}
      class={props.isInvalid ? 'picker field-invalid' : 'picker'}
      aria-busy={props.isBusy}
      onClick={() => input.current?.focus()}
      onKeyDown={onKeyDown}
    >
      {isMultiple &&
        selected.map((choice) => <Token key={choice.id} choice={choice} onRemove={() => choose(choice)} />)}
      <input
        ref={input}
        id={props.inputId}
        role="combobox"
        type="text"
        autocomplete="off"
        aria-label={props.inputId ? undefined : props.label}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
        aria-disabled={props.isBusy}
        // The app asks for it with `focus_on_load`.
        autofocus={props.autoFocus}
        placeholder={single?.label ?? (selected.length ? '' : props.placeholder)}
        class={single ? 'picker-input picker-filled' : 'picker-input'}
        value={query}
        onClick={open}
        onBlur={(event) => {
          if (!field.current?.contains(event.relatedTarget as Node | null)) close();
        }}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
      />
      <Icon name="down" size={16} />
      {isOpen && (
        <Popover anchor={field.current} onClose={close} fit>
          <PickerList
            id={listId}
            label={props.label}
            choices={shown}
            active={active}
            selected={selected}
            isMultiple={isMultiple}
            status={found.status || (shown.length ? '' : 'No matches.')}
            onChoose={choose}
          />
        </Popover>
      )}
    </div>
  );
}

function Token({ choice, onRemove }: { choice: Choice; onRemove: () => void }) {
  return (
    <span class="token">
      {choice.label}
      <button type="button" aria-label={`Remove ${choice.label}`} onClick={onRemove}>
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}

function toggled(selected: Choice[], choice: Choice, maxItems = Number.POSITIVE_INFINITY): Choice[] {
  const without = selected.filter((other) => other.id !== choice.id);
  if (without.length < selected.length) return without;
  return selected.length < maxItems ? [...selected, choice] : selected;
}
