import { type Element, type Found, optionsOf } from '../block-kit/find.js';
import { mergedState, optionByValue, valueField } from '../block-kit/state.js';
import { deliver } from '../delivery/deliver.js';
import { interactionBase } from '../delivery/payloads.js';
import type { Engine } from '../engine/engine.js';
import { newTs } from '../engine/ids.js';
import { notify } from '../engine/notices.js';
import { newResponseUrl } from '../engine/response-urls.js';
import type { User } from '../engine/state.js';
import { newTrigger } from '../engine/triggers.js';
import { touchModals } from '../engine/views.js';
import { asObject, asObjects, asString, type JsonObject } from '../json.js';
import type { Chosen, DoReply, StateValue, StateValues } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Op } from './send.js';
import { locate, type Place, placeFields, requireElement } from './surface.js';
import { ackError, sentenceFor } from './wording.js';

/** A person presses a button, chooses from a menu, or changes an input that dispatches. */
export async function click(engine: Engine, user: User, op: Op<'click'>): Promise<DoReply> {
  const place = locate(engine, user, op.on);
  const found = requireElement(place, op.blockId, op.actionId);
  const isQuietInput = found.block.type === 'input' && found.block.dispatch_action !== true;
  if (isQuietInput) throw new Refusal('action_not_found');
  if (found.element.type === 'feedback_buttons' && !op.chosen?.value) throw new Refusal('option_not_found');
  const chosen = completed(engine, found.element, op.chosen ?? {});
  const state = stateAfter(place, found, chosen, op.state ?? {});
  if (place.kind === 'view') {
    place.view.state = { values: state };
    if (place.view.type === 'modal') touchModals(engine, user.id);
  }
  const payload = clickPayload(engine, user, { place, found, chosen, state });
  const ack = await deliver(engine, { kind: 'action', name: op.actionId, payload });
  const error = ackError(ack);
  if (!error) return { ok: true };
  const where =
    place.kind === 'message' ? { channel: place.channel.id, threadTs: place.message.threadTs } : {};
  notify(engine, user.id, { kind: 'error', text: sentenceFor(error), ...where });
  return { ok: false, error, notice: sentenceFor(error) };
}

/** What was chosen, with options completed from the element so that the app gets them as it wrote them. */
function completed(engine: Engine, element: Element, chosen: Chosen): Chosen {
  const offered = optionsOf(element);
  const isExternal = element.type.endsWith('external_select');
  const complete = (option: unknown): JsonObject => {
    const found = isExternal ? asObject(option) : optionByValue(offered, asObject(option).value);
    if (!found) throw new Refusal('option_not_found');
    return found;
  };
  const people = [chosen.selected_user, ...(chosen.selected_users ?? [])];
  if (people.some((id) => id && !engine.state.users[id])) throw new Refusal('user_not_found');
  const result: Record<string, unknown> = { ...chosen };
  if (chosen.selected_option) result.selected_option = complete(chosen.selected_option);
  if (chosen.selected_options) result.selected_options = asObjects(chosen.selected_options).map(complete);
  return result;
}

function stateAfter(place: Place, found: Found, chosen: Chosen, given: StateValues): StateValues {
  const { block, element } = found;
  const before = place.kind === 'view' ? place.view.state.values : {};
  const merged: StateValues = {};
  for (const [blockId, values] of [...Object.entries(before), ...Object.entries(given)]) {
    merged[blockId] = { ...merged[blockId], ...values };
  }
  const field = valueField(element.type);
  if (field) {
    const value: StateValue = { type: element.type, ...chosen };
    merged[block.block_id] = { ...merged[block.block_id], [element.action_id]: value };
  }
  return mergedState(place.blocks, merged);
}

type Clicked = { place: Place; found: Found; chosen: Chosen; state: StateValues };

function clickPayload(engine: Engine, user: User, clicked: Clicked): JsonObject {
  const { place, found, chosen, state } = clicked;
  const isMessage = place.kind === 'message';
  const source = isMessage ? { channel: place.channel.id } : { viewId: place.view.id };
  return {
    ...interactionBase(engine, 'block_actions', user),
    ...placeFields(engine, place),
    trigger_id: newTrigger(engine, user.id, source),
    // In a view the values are in the view itself.
    ...(isMessage ? { state: { values: state }, response_url: responseUrlAt(engine, user, place) } : {}),
    actions: [actionFields(engine, found, chosen)],
  };
}

const responseUrlAt = (engine: Engine, user: User, place: Extract<Place, { kind: 'message' }>): string =>
  newResponseUrl(engine, {
    channel: place.channel.id,
    userId: user.id,
    messageTs: place.message.ts,
  });

/** Fields of an element that Slack repeats in the action. */
const repeated = ['text', 'placeholder', 'confirm', 'style', 'url', 'icon', 'accessibility_label'] as const;

function actionFields(engine: Engine, { block, element }: Found, chosen: Chosen): JsonObject {
  const fields: JsonObject = {
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    action_ts: newTs(engine.state, engine.now()),
  };
  for (const name of repeated) if (element[name] !== undefined) fields[name] = element[name];
  for (const name of Object.keys(element)) if (name.startsWith('initial_')) fields[name] = element[name];
  if (element.type === 'feedback_buttons') return { ...fields, ...feedback(element, chosen) };
  const value = asString(element.value);
  return { ...fields, ...chosen, ...(value === undefined ? {} : { value }) };
}

function feedback(element: Element, chosen: Chosen): JsonObject {
  const button = [element.positive_button, element.negative_button]
    .map(asObject)
    .find((it) => it.value === chosen.value);
  if (!button) throw new Refusal('option_not_found');
  return { value: button.value, text: button.text };
}
