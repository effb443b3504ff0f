import type {
  Datepicker,
  DateTimepicker,
  EmailInput,
  NumberInput,
  PlainTextInput,
  RichTextBlock,
  RichTextInput,
  Timepicker,
  URLInput,
} from '@slack/types';
import type { Chosen } from '../../protocol.js';
import { changeOf, type ElementPlace, useSurface } from './surface.js';
import { plain } from './text.js';

type Of<E> = { element: E; place: ElementPlace };
type Written = PlainTextInput | EmailInput | URLInput | NumberInput;
type Moment = Datepicker | Timepicker | DateTimepicker;

/** Only the keyboard differs: what counts as an address or a number is for the app's rules, not for the browser's. */
const inputModes = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
} as const;

/** Text is kept while it is typed and, where the app asked for it, sent on Enter. */
export function TextElement({ element, place }: Of<Written>) {
  const surface = useSurface();
  const set = (value: string) => surface.set(place.blockId, element, { value: value || null });
  const isInvalid = place.blockId in surface.errors;
  const shared = {
    id: place.inputId,
    'aria-label': place.inputId ? undefined : place.label,
    'aria-invalid': isInvalid,
    'aria-describedby': isInvalid ? `${place.inputId}-error` : undefined,
    dir: 'auto' as const,
    class: isInvalid ? 'field field-invalid' : 'field',
    placeholder: plain(element.placeholder),
    value: surface.value(place.blockId, element).value ?? '',
    autofocus: element.focus_on_load,
  };
  if (element.type === 'plain_text_input' && element.multiline) {
    return <textarea {...shared} rows={4} onInput={(event) => set(event.currentTarget.value)} />;
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || !place.isSentAtOnce) return;
    event.preventDefault();
    const { value } = surface.value(place.blockId, element);
    surface.act(place.blockId, element, { chosen: { value: value ?? null }, label: place.label });
  };
  return (
    <input
      {...shared}
      type="text"
      inputMode={inputModes[element.type]}
      onInput={(event) => set(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

export function RichTextInputElement({ element, place }: Of<RichTextInput>) {
  const surface = useSurface();
  const written = surface.value(place.blockId, element).rich_text_value;
  return (
    <textarea
      id={place.inputId}
      class={place.blockId in surface.errors ? 'field field-invalid' : 'field'}
      rows={4}
      dir="auto"
      placeholder={plain(element.placeholder)}
      value={written ? textOf(written) : ''}
      onInput={(event) =>
        surface.set(place.blockId, element, { rich_text_value: richText(event.currentTarget.value) })
      }
    />
  );
}

function richText(text: string): RichTextBlock | null {
  if (!text) return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

function textOf(block: RichTextBlock): string {
  return block.elements
    .map((part) => part.elements.map((piece) => ('text' in piece ? piece.text : '')).join(''))
    .join('\n');
}

const momentTypes = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;

export function MomentElement({ element, place }: Of<Moment>) {
  const surface = useSurface();
  const change = changeOf(surface, place, element);
  const held = surface.value(place.blockId, element);
  const value = held.selected_date ?? held.selected_time ?? localTime(held.selected_date_time);
  return (
    <input
      id={place.inputId}
      type={momentTypes[element.type]}
      class={place.blockId in surface.errors ? 'field field-moment field-invalid' : 'field field-moment'}
      aria-label={place.inputId ? undefined : place.label}
      value={value ?? ''}
      disabled={surface.isBusy(place.blockId, element)}
      autofocus={element.focus_on_load}
      onChange={(event) => change(chosenMoment(element.type, event.currentTarget.value))}
    />
  );
}

function chosenMoment(type: Moment['type'], value: string): Chosen {
  if (type === 'datepicker') return { selected_date: value || null };
  if (type === 'timepicker') return { selected_time: value || null };
  return { selected_date_time: value ? Math.floor(new Date(value).getTime() / 1000) : null };
}

function localTime(seconds: number | null | undefined): string | undefined {
  if (!seconds) return undefined;
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
