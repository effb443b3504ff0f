import type { Option, RichTextBlock } from '@slack/types';
import { z } from 'zod';
import { anyOption, richText } from '../block-kit/composition.js';
import type { DoRequest, Operation, StateValue } from '../protocol.js';

const id = z.string().min(1).max(255);
const option = z.custom<Option>((it) => anyOption.safeParse(it).success);

const chosenFields = {
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).optional(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).optional(),
  selected_channel: z.string().nullish(),
  selected_channels: z.array(z.string()).optional(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).optional(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_date_time: z.number().nullish(),
};

const stateValue: z.ZodType<StateValue> = z.object({
  type: z.string(),
  ...chosenFields,
  rich_text_value: z.custom<RichTextBlock>((it) => richText.safeParse(it).success).nullish(),
});
const state = z.record(z.string(), z.record(z.string(), stateValue));

const surface = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: id, ts: id, version: z.number().optional() }),
  z.object({ kind: z.literal('view'), viewId: id }),
  z.object({ kind: z.literal('home') }),
]);

const message = { channel: id, ts: id };
const op = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

const operation: z.ZodType<Operation> = z.discriminatedUnion('type', [
  op('send', {
    channel: id,
    text: z.string().max(100_000),
    threadTs: id.optional(),
    alsoToChannel: z.boolean().optional(),
  }),
  op('click', {
    on: surface,
    blockId: id,
    actionId: id,
    chosen: z.object(chosenFields).optional(),
    state: state.optional(),
  }),
  op('submit', { viewId: id, state }),
  op('closeView', { viewId: id, clear: z.boolean().optional() }),
  op('shortcut', { callbackId: id, message: z.object(message).optional() }),
  op('options', { on: surface, blockId: id, actionId: id, query: z.string().max(3000) }),
  op('openHome', { tab: z.enum(['home', 'messages']).optional() }),
  op('markRead', message),
  op('react', { ...message, name: id, remove: z.boolean().optional() }),
  op('edit', { ...message, text: z.string().max(100_000) }),
  op('delete', message),
  op('dismiss', message),
  op('dismissNotice', { id }),
  op('openDm', { personId: id }),
  op('createChannel', { name: z.string().max(255), isPrivate: z.boolean().optional() }),
  op('join', { channel: id }),
  op('leave', { channel: id }),
  op('invite', { channel: id, personId: id }),
  op('kick', { channel: id, personId: id }),
  op('archive', { channel: id, undo: z.boolean().optional() }),
]);

const doRequest: z.ZodType<DoRequest> = z.object({ as: id, op: operation });

/** What the page posts to `/sandbox/do`; an Error that says what is wrong when it is none of that. */
export function parseDoRequest(value: unknown): DoRequest | Error {
  const parsed = doRequest.safeParse(value);
  return parsed.success ? parsed.data : new Error(z.prettifyError(parsed.error));
}
