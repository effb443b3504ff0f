import { z } from 'zod';
import { newToken } from '../engine/ids.js';
import type { State } from '../engine/state.js';
import { asList, asObjects, copy, isObject, type JsonObject } from '../json.js';
import type { SlackBlock } from '../protocol.js';
import { Refusal } from '../refusal.js';
import { messageBlock, viewBlock } from './blocks.js';
import { plainText } from './composition.js';
import { elementsOf, nested } from './find.js';
import { limits } from './limits.js';
import { described, type Problem, slackMessage, toProblems } from './problems.js';
import { ruleProblems } from './rules.js';

const messageBlocks = z.array(messageBlock).max(limits.messageBlocks);
const viewBlocks = z.array(viewBlock).max(limits.viewBlocks);

const viewBase = {
  blocks: viewBlocks,
  private_metadata: z.string().max(limits.view.privateMetadata).optional(),
  callback_id: z.string().max(limits.view.callbackId).optional(),
  external_id: z.string().max(limits.view.externalId).optional(),
};

const modalView = z.strictObject({
  type: z.literal('modal'),
  ...viewBase,
  title: plainText(limits.view.title),
  submit: plainText(limits.view.button).nullish(),
  close: plainText(limits.view.button).nullish(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

/** Slack takes a title on a home view and ignores it. */
const homeView = z.strictObject({
  type: z.literal('home'),
  ...viewBase,
  title: plainText(limits.view.title).optional(),
});

const schemaProblems = (schema: z.ZodType, value: unknown, root: string): Problem[] => {
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? [] : toProblems(parsed.error.issues, root);
};

/** Everything Slack would refuse in the blocks of a message. */
export function messageBlockProblems(blocks: unknown, root = '/blocks'): Problem[] {
  const problems = schemaProblems(messageBlocks, blocks, root);
  return problems.length > 0 ? problems : ruleProblems(asObjects(blocks), root);
}

/** Everything Slack would refuse in a modal or App Home. */
export function viewProblems(view: unknown, kind: 'modal' | 'home', root = '/view'): Problem[] {
  const problems = schemaProblems(kind === 'modal' ? modalView : homeView, view, root);
  if (problems.length > 0 || !isObject(view)) return problems;
  const blocks = asObjects(view.blocks);
  const needsSubmit = kind === 'modal' && !view.submit && blocks.some((it) => it.type === 'input');
  return [
    ...ruleProblems(blocks, `${root}/blocks`),
    ...(needsSubmit
      ? [{ pointer: root, text: 'submit is required when an input block is within the blocks array' }]
      : []),
  ];
}

/** Characters of all texts in the blocks, the measure of `msg_blocks_too_long`. */
function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, it) => sum + characters(it), 0);
  if (!isObject(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return own + Object.values(value).reduce((sum: number, it) => sum + characters(it), 0);
}

/** @throws Refusal invalid_blocks_format, invalid_blocks, msg_blocks_too_long */
export function requireMessageBlocks(state: State, value: unknown): SlackBlock[] {
  if (!Array.isArray(value)) throw new Refusal('invalid_blocks_format');
  const problems = messageBlockProblems(value);
  if (problems.length > 0) {
    throw new Refusal('invalid_blocks', {
      errors: problems.map(described),
      response_metadata: { messages: problems.map(slackMessage) },
    });
  }
  if (characters(value) > limits.messageCharacters) throw new Refusal('msg_blocks_too_long');
  return withIds(state, value);
}

/** A view as the app gave it, valid and with its ids filled in. @throws Refusal invalid_arguments, view_too_large */
export function requireView(
  state: State,
  value: unknown,
  kind: 'modal' | 'home',
): JsonObject & { blocks: SlackBlock[] } {
  if (JSON.stringify(value ?? null).length > limits.view.bytes) throw new Refusal('view_too_large');
  const problems = viewProblems(value, kind);
  if (problems.length > 0 || !isObject(value)) {
    const failed: Problem = { pointer: '/view', text: 'failed to match all allowed schemas' };
    throw new Refusal('invalid_arguments', {
      response_metadata: { messages: [failed, ...problems].map(slackMessage) },
    });
  }
  return { ...value, blocks: withIds(state, asList(value.blocks)) };
}

/** Gives every block and element that has no id a generated one, as Slack does. Only for blocks found valid before. */
function withIds(state: State, valid: unknown): SlackBlock[] {
  const blocks = asObjects(copy(valid));
  for (const block of blocks.flatMap(nested)) {
    block.block_id = block.block_id || newToken(state);
    for (const element of elementsOf(block)) element.action_id = element.action_id || newToken(state);
  }
  const filled: unknown = blocks;
  return filled as SlackBlock[];
}
