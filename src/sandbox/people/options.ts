import { z } from 'zod';
import { optionGroup, plainOption } from '../block-kit/composition.js';
import { limits } from '../block-kit/limits.js';
import { deliver } from '../delivery/deliver.js';
import { interactionBase } from '../delivery/payloads.js';
import type { Engine } from '../engine/engine.js';
import type { User } from '../engine/state.js';
import { parseJson } from '../json.js';
import type { DoReply } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Op } from './send.js';
import { locate, placeFields, requireElement } from './surface.js';
import { ackError, sentenceFor } from './wording.js';

const answer = z.union([
  z.object({ options: z.array(plainOption).max(limits.options) }),
  z.object({ option_groups: z.array(optionGroup).max(limits.optionGroups) }),
]);

/** A person types into an external select; the app answers what may be chosen. */
export async function searchOptions(engine: Engine, user: User, op: Op<'options'>): Promise<DoReply> {
  const place = locate(engine, user, op.on);
  const { block, element } = requireElement(place, op.blockId, op.actionId);
  if (!element.type.endsWith('external_select')) throw new Refusal('action_not_found');
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
  if (op.query.length < least) return { ok: true, options: [] };
  const payload = {
    ...interactionBase(engine, 'block_suggestion', user),
    ...placeFields(engine, place),
    block_id: block.block_id,
    action_id: element.action_id,
    value: op.query,
  };
  const ack = await deliver(engine, { kind: 'options', name: element.action_id, payload });
  const error = ackError(ack);
  if (error) return { ok: false, error, notice: sentenceFor(error) };
  const parsed = answer.safeParse(typeof ack.body === 'string' ? parseJson(ack.body) : ack.body);
  if (!parsed.success)
    return { ok: false, error: 'invalid_options', notice: 'The app answered with no usable options.' };
  if ('options' in parsed.data) return { ok: true, options: parsed.data.options };
  return { ok: true, optionGroups: parsed.data.option_groups };
}
