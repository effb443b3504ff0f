import type { Button, FeedbackButtons, IconButton, Overflow, PlainTextOption } from '@slack/types';
import { openAddress } from '../state/permalink.js';
import { useSeat } from '../state/seat.js';
import { Icon } from '../ui/icon.js';
import { MenuButton } from '../ui/menu.js';
import { type ElementPlace, type Usable, useSurface } from './surface.js';
import { plain } from './text.js';

type Of<E> = { element: E; place: ElementPlace };

export function ButtonElement({ element, place }: Of<Button>) {
  const surface = useSurface();
  const seat = useSeat();
  const isBusy = surface.isBusy(place.blockId, element);
  const label = plain(element.text);
  const onClick = () => {
    if (element.url) openAddress(seat, element.url);
    surface.act(place.blockId, element, { label });
  };
  return (
    <PressButton
      label={label}
      style={element.style}
      isBusy={isBusy}
      say={element.accessibility_label}
      onClick={onClick}
    />
  );
}

type PressProps = {
  label: string;
  style?: 'primary' | 'danger' | undefined;
  isBusy: boolean;
  say?: string | undefined;
  onClick: () => void;
};

function PressButton({ label, style, isBusy, say, onClick }: PressProps) {
  const surface = useSurface();
  return (
    <button
      type="button"
      class={`button ${style ? `button-${style}` : ''} ${isBusy ? 'is-busy' : ''}`}
      aria-busy={isBusy}
      aria-label={say}
      disabled={isBusy || surface.isResting}
      onClick={onClick}
    >
      <span class="button-label" dir="auto">
        {label}
      </span>
    </button>
  );
}

export function OverflowElement({ element, place }: Of<Overflow>) {
  const surface = useSurface();
  const seat = useSeat();
  const choose = (option: PlainTextOption) => {
    if (option.url) openAddress(seat, option.url);
    surface.act(place.blockId, element, { chosen: { selected_option: option }, label: plain(option.text) });
  };
  const items = element.options.map((option) => ({
    label: plain(option.text),
    note: plain(option.description),
    onSelect: () => choose(option),
  }));
  const isBusy = surface.isBusy(place.blockId, element);
  return (
    <MenuButton label="More options" class="button button-icon" items={items} isBusy={isBusy} align="end">
      <Icon name="more" />
    </MenuButton>
  );
}

/** Both buttons of a pair share one `action_id`; the value says which. */
export function FeedbackElement({ element, place }: Of<FeedbackButtons>) {
  const surface = useSurface();
  const isBusy = surface.isBusy(place.blockId, element as Usable);
  return (
    <>
      {[element.positive_button, element.negative_button].map((one) => (
        <PressButton
          key={one.value}
          label={plain(one.text)}
          isBusy={isBusy}
          say={one.accessibility_label}
          onClick={() =>
            surface.act(place.blockId, element as Usable, {
              chosen: { value: one.value },
              label: plain(one.text),
            })
          }
        />
      ))}
    </>
  );
}

export function IconButtonElement({ element, place }: Of<IconButton>) {
  const surface = useSurface();
  const label = plain(element.text);
  return (
    <PressButton
      label={label}
      isBusy={surface.isBusy(place.blockId, element)}
      say={element.accessibility_label}
      onClick={() => surface.act(place.blockId, element, { label })}
    />
  );
}
