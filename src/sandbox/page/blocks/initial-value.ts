import type { InputBlockElement } from '@slack/types';
import type { SlackBlock, StateValue, StateValues } from '../../protocol.js';
import type { Usable } from './surface.js';

type Stateful = Exclude<InputBlockElement, { type: 'file_input' }>;

/** What an untouched element holds: Slack submits initial values, and `null` or `[]` where there are none. */
export function initialValue(usable: Usable): StateValue | undefined {
  const element = usable as Stateful;
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'rich_text_input':
      return { type, rich_text_value: element.initial_value ?? null };
    default:
      return initialMention(element);
  }
}

function initialMention(element: Stateful): StateValue | undefined {
  const { type } = element;
  switch (type) {
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] };
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null };
    case 'multi_conversations_select':
      return { type, selected_conversations: element.initial_conversations ?? [] };
    default:
      return undefined;
  }
}

/** The elements in a block that can be used. */
function usableIn(block: SlackBlock): Usable[] {
  const { elements, element, accessory } = block as {
    elements?: unknown;
    element?: unknown;
    accessory?: unknown;
  };
  const found = [...(Array.isArray(elements) ? elements : []), element, accessory];
  return found.filter((one): one is Usable => typeof one === 'object' && one !== null && 'action_id' in one);
}

/** What all inputs of these blocks hold, in the shape of `view.state.values`. */
export function collectState(
  blocks: SlackBlock[],
  held: (blockId: string, element: Usable) => StateValue | undefined,
): StateValues {
  const state: StateValues = {};
  for (const block of blocks) {
    for (const element of usableIn(block)) {
      const value = initialValue(element) && held(block.block_id, element);
      if (value) state[block.block_id] = { ...state[block.block_id], [element.action_id ?? '']: value };
    }
  }
  return state;
}
