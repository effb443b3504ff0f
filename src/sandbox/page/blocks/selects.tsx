import type { MultiSelect, Select } from '@slack/types';
import type { ChannelView, Chosen, Person, StateValue } from '../../protocol.js';
import { type Directory, useDirectory } from '../state/directory.js';
import { Picker } from '../ui/picker.js';
import { type Choice, choiceOf, choicesOf, groupedChoices } from '../ui/picker-choices.js';
import { type BlockSurface, changeOf, type ElementPlace, useSurface } from './surface.js';
import { plain } from './text.js';

type SelectElementProps = { element: Select | MultiSelect; place: ElementPlace };

/** All ten selects of Block Kit: where their choices come from and how the chosen ones are written down. */
export function SelectElement({ element, place }: SelectElementProps) {
  const surface = useSurface();
  const directory = useDirectory();
  const change = changeOf(surface, place, element);
  const isMultiple = element.type.startsWith('multi_');
  const choices = choicesFor(element, directory);
  const value = withCurrent(element, surface.value(place.blockId, element), surface);
  return (
    <Picker
      label={place.label}
      inputId={place.inputId}
      placeholder={plain(element.placeholder) || (isMultiple ? 'Choose some' : 'Choose one')}
      isMultiple={isMultiple}
      maxItems={'max_selected_items' in element ? element.max_selected_items : undefined}
      autoFocus={element.focus_on_load}
      isBusy={surface.isBusy(place.blockId, element)}
      isInvalid={place.blockId in surface.errors}
      selected={selectedIn(value, choices ?? [])}
      choices={choices}
      minQuery={'min_query_length' in element ? element.min_query_length : defaultMinQuery(element)}
      load={choices ? undefined : (query) => surface.loadOptions(place.blockId, element, query)}
      onChange={(chosen) => change(writtenDown(element.type, chosen), chosen[0]?.label)}
    />
  );
}

/** Slack asks an app for options from the third character on, unless the app says otherwise. */
const defaultMinQuery = (element: Select | MultiSelect) => (element.type.endsWith('external_select') ? 3 : 0);

function choicesFor(element: Select | MultiSelect, directory: Directory): Choice[] | undefined {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return element.option_groups ? groupedChoices(element.option_groups) : choicesOf(element.options ?? []);
    case 'users_select':
    case 'multi_users_select':
      return people(directory);
    case 'channels_select':
    case 'multi_channels_select':
      return directory.channels
        .filter((one) => !one.isDm && !one.isPrivate && !one.isArchived)
        .map(channelChoice);
    case 'conversations_select':
    case 'multi_conversations_select':
      return conversations(directory, element.filter?.include);
    default:
      return undefined;
  }
}

function people(directory: Directory): Choice[] {
  return directory.people.filter((person) => !person.isDeactivated).map(personChoice);
}

const personChoice = (person: Person): Choice => ({ id: person.id, label: person.name, note: person.title });

const channelChoice = (channel: ChannelView): Choice => ({
  id: channel.id,
  label: channel.isDm ? channel.name : `#${channel.name}`,
});

function conversations(directory: Directory, include?: string[]): Choice[] {
  const kind = (channel: ChannelView) => (channel.isDm ? 'im' : channel.isPrivate ? 'private' : 'public');
  return directory.channels
    .filter((channel) => !channel.isArchived && (!include || include.includes(kind(channel))))
    .map(channelChoice);
}

function withCurrent(element: Select | MultiSelect, value: StateValue, surface: BlockSurface): StateValue {
  const isUntouched = element.type === 'conversations_select' && !value.selected_conversation;
  if (!isUntouched || !element.default_to_current_conversation) return value;
  return { ...value, selected_conversation: surface.channelId ?? null };
}

function selectedIn(value: StateValue, choices: Choice[]): Choice[] {
  const options = value.selected_options ?? (value.selected_option ? [value.selected_option] : []);
  if (options.length) return options.map(choiceOf);
  const one = value.selected_user ?? value.selected_channel ?? value.selected_conversation;
  const ids =
    value.selected_users ?? value.selected_channels ?? value.selected_conversations ?? (one ? [one] : []);
  return ids.map((id) => choices.find((choice) => choice.id === id) ?? { id, label: id });
}

function writtenDown(type: string, chosen: Choice[]): Chosen {
  const ids = chosen.map((choice) => choice.id);
  const first = ids[0] ?? null;
  const options = chosen.flatMap((choice) => choice.option ?? []);
  switch (type) {
    case 'users_select':
      return { selected_user: first };
    case 'multi_users_select':
      return { selected_users: ids };
    case 'channels_select':
      return { selected_channel: first };
    case 'multi_channels_select':
      return { selected_channels: ids };
    case 'conversations_select':
      return { selected_conversation: first };
    case 'multi_conversations_select':
      return { selected_conversations: ids };
    case 'multi_static_select':
    case 'multi_external_select':
      return { selected_options: options };
    default:
      return { selected_option: options[0] ?? null };
  }
}
