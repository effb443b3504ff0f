import { elementsOf, optionsOf, textOf } from '../../../src/sandbox/block-kit/find.js';
import { asObject, asObjects, asString, type JsonObject } from '../../../src/sandbox/json.js';
import type { ChannelView, MessageView, PersonView, StateValues } from '../../../src/sandbox/protocol.js';
import { read } from './words.js';

/** Everything a person sees, as text; `place` narrows it to one channel ("#name"), "home" or "modal". */
export function screenOf(view: PersonView, place?: string): string {
  const parts = [
    ...view.channels.filter((it) => it.isMember && isPlace(it, place)).map((it) => channelScreen(view, it)),
    ...(view.home && (!place || place === 'home')
      ? [`── Home ──\n${blocksText(view, view.home.blocks)}`]
      : []),
    ...(!place || place === 'modal' ? view.modals.map((modal) => modalScreen(view, modal)) : []),
    ...(place ? [] : view.notices.map((it) => `── Slackbot: ${it.text}`)),
  ];
  return parts.filter(Boolean).join('\n');
}

export const isPlace = (channel: ChannelView, place: string | undefined): boolean =>
  place === undefined || channel.id === place || channel.name === place.replace(/^#/, '');

function channelScreen(view: PersonView, channel: ChannelView): string {
  const messages = view.messages[channel.id] ?? [];
  if (messages.length === 0) return '';
  const top = messages.filter((it) => !it.threadTs || it.isBroadcast);
  const lines = top.flatMap((message) => [
    messageScreen(view, message),
    ...messages.filter((it) => it.threadTs === message.ts).map((it) => indented(messageScreen(view, it))),
  ]);
  return `── ${channel.isDm ? '' : '#'}${channel.name} ──\n${lines.join('\n')}`;
}

const indented = (text: string): string => text.replace(/^/gm, '    ');

function messageScreen(view: PersonView, message: MessageView): string {
  const who =
    message.username ?? view.people.find((it) => it.id === message.personId)?.name ?? message.personId;
  const reactions = message.reactions.map((it) => ` (:${it.name}: ${it.personIds.length})`).join('');
  const files = message.files.map((it) => ` [file ${it.name}]`).join('');
  const only = message.isEphemeral ? ' (only you)' : '';
  return `${who}${only}: ${messageText(view, message)}${files}${reactions}${message.editedAt ? ' (edited)' : ''}`;
}

/** What a message says: its blocks, or its text where it has none. */
export const messageText = (view: PersonView, message: MessageView): string =>
  message.blocks.length > 0 ? blocksText(view, message.blocks) : read(view, message.text);

function modalScreen(view: PersonView, modal: PersonView['modals'][number]): string {
  const { title, submit, blocks, state } = modal.view;
  const lines = [
    `── Modal: ${textOf(title)} ──`,
    ...(modal.trouble ? [`! ${modal.trouble}`] : []),
    ...blocks.map((block) => {
      const error = modal.errors[block.block_id];
      return `${blockText(view, { ...block }, state.values)}${error ? `\n  ! ${error}` : ''}`;
    }),
    ...(submit ? [`[${textOf(submit)}]`] : []),
  ];
  return lines.join('\n');
}

const blocksText = (view: PersonView, blocks: readonly object[]): string =>
  blocks.map((block) => blockText(view, { ...block }, {})).join('\n');

function blockText(view: PersonView, block: JsonObject, values: StateValues): string {
  const written = (value: unknown): string =>
    asObject(value).type === 'plain_text' ? textOf(value) : read(view, textOf(value));
  const children = (list: unknown): string =>
    asObjects(list)
      .map((it) => blockText(view, it, values))
      .join('\n');
  const elements = elementsOf(block).map(elementText).join(' ');
  switch (block.type) {
    case 'section':
      return [written(block.text), ...asObjects(block.fields).map(written), elements]
        .filter(Boolean)
        .join('\n');
    case 'context':
      return asObjects(block.elements)
        .map((it) => asString(it.alt_text) ?? written(it))
        .join(' ');
    case 'input':
      return inputText(block, values);
    case 'divider':
      return '---';
    case 'image':
      return asString(block.alt_text) ?? '';
    case 'rich_text':
      return leaves(view, block);
    case 'table':
    case 'data_table':
      return (Array.isArray(block.rows) ? block.rows : [])
        .map((row) =>
          asObjects(row)
            .map((it) => asString(it.text) ?? leaves(view, it))
            .join(' | '),
        )
        .join('\n');
    case 'carousel':
      return children(block.elements);
    case 'container':
      return [written(block.title), written(block.subtitle), children(block.child_blocks)]
        .filter(Boolean)
        .join('\n');
    case 'plan':
      return [
        asString(block.title),
        ...asObjects(block.tasks).map((it) => `${it.title} (${it.status})`),
      ].join('\n');
    default:
      return [block.title, block.subtitle, block.text, block.body]
        .map(written)
        .concat(elements)
        .filter(Boolean)
        .join('\n');
  }
}

function leaves(view: PersonView, node: JsonObject): string {
  if (node.type === 'user') return read(view, `<@${asString(node.user_id)}>`);
  if (node.type === 'channel') return read(view, `<#${asString(node.channel_id)}>`);
  return (
    (asString(node.text) ?? asString(node.url) ?? '') +
    asObjects(node.elements)
      .map((it) => leaves(view, it))
      .join('')
  );
}

function elementText(element: JsonObject): string {
  if (element.type === 'button') return `[${textOf(element.text)}]`;
  if (element.type === 'feedback_buttons') {
    return [element.positive_button, element.negative_button]
      .map((it) => `[${textOf(asObject(it).text)}]`)
      .join(' ');
  }
  const options = optionsOf(element).map((it) => textOf(it.text));
  return `(${[textOf(element.placeholder), ...options].filter(Boolean).join(' | ')})`;
}

function inputText(block: JsonObject, values: StateValues): string {
  const element = asObject(block.element);
  const value = values[asString(block.block_id) ?? '']?.[asString(element.action_id) ?? ''];
  const chosen = [value?.selected_option, ...(value?.selected_options ?? [])].map((it) => textOf(it?.text));
  const shown = [
    value?.value,
    value?.selected_date,
    value?.selected_time,
    value?.selected_user,
    ...chosen,
  ].filter(Boolean);
  const options = optionsOf(element)
    .map((it) => textOf(it.text))
    .join(' | ');
  const hint = [textOf(block.hint), textOf(element.placeholder), options].filter(Boolean).join('; ');
  return `${textOf(block.label)}: ${shown.join(', ') || '____'}${hint ? ` (${hint})` : ''}`;
}
