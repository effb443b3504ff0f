import { optionsOf, textOf } from '../../../src/sandbox/block-kit/find.js';
import { asObjects, type JsonObject } from '../../../src/sandbox/json.js';
import type { Chosen, DoReply, PersonView } from '../../../src/sandbox/protocol.js';
import { asOption } from './find.js';
import { isLabel } from './words.js';

/** What a person puts into an input: text, a choice's label, or several. */
export type Filling = string | number | string[];

export type Search = (query: string) => Promise<DoReply>;

/** A filling in Slack's shape for this kind of element. @throws Error when a choice is not offered */
export async function valueFor(
  view: PersonView,
  element: JsonObject,
  filling: Filling,
  search: Search,
): Promise<Chosen> {
  const many = Array.isArray(filling) ? filling : [String(filling)];
  const one = many[0] ?? '';
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { selected_option: offered(element, one) };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: many.map((it) => offered(element, it)) };
    case 'external_select':
      return { selected_option: await found(search, one) };
    case 'multi_external_select':
      return { selected_options: await Promise.all(many.map((it) => found(search, it))) };
    case 'users_select':
      return { selected_user: personId(view, one) };
    case 'multi_users_select':
      return { selected_users: many.map((it) => personId(view, it)) };
    case 'channels_select':
      return { selected_channel: channelId(view, one) };
    case 'multi_channels_select':
      return { selected_channels: many.map((it) => channelId(view, it)) };
    case 'conversations_select':
      return { selected_conversation: channelId(view, one) };
    case 'multi_conversations_select':
      return { selected_conversations: many.map((it) => channelId(view, it)) };
    case 'datepicker':
      return { selected_date: one };
    case 'timepicker':
      return { selected_time: one };
    case 'datetimepicker':
      return { selected_date_time: Number(one) };
    default:
      return { value: one };
  }
}

function offered(element: JsonObject, label: string) {
  const options = optionsOf(element);
  const option = options.find((it) => isLabel(textOf(it.text), label));
  if (option) return asOption(option);
  throw new Error(
    `No choice "${label}"; there are: ${options.map((it) => textOf(it.text)).join(', ') || 'none'}`,
  );
}

async function found(search: Search, label: string) {
  const reply = await search(label);
  const groups = reply.optionGroups?.flatMap((it) => it.options) ?? [];
  const options = asObjects([...(reply.options ?? []), ...groups]);
  const option = options.find((it) => isLabel(textOf(it.text), label)) ?? options[0];
  if (option) return asOption(option);
  throw new Error(`The search for "${label}" found nothing${reply.error ? ` (${reply.error})` : ''}`);
}

function personId(view: PersonView, name: string): string {
  const wanted = name.replace(/^@/, '');
  const person = view.people.find((it) => [it.handle, it.name, it.id].includes(wanted));
  if (!person) throw new Error(`No person ${name}`);
  return person.id;
}

function channelId(view: PersonView, name: string): string {
  const wanted = name.replace(/^#/, '');
  const channel = view.channels.find((it) => [it.name, it.id].includes(wanted));
  if (!channel) throw new Error(`No channel ${name}`);
  return channel.id;
}
