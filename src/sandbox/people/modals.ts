import { allElements } from '../block-kit/find.js';
import { inputProblems, mergedState } from '../block-kit/state.js';
import { deliver } from '../delivery/deliver.js';
import { interactionBase, viewPayload } from '../delivery/payloads.js';
import type { Ack } from '../delivery/transport.js';
import type { Engine } from '../engine/engine.js';
import { newResponseUrl } from '../engine/response-urls.js';
import type { Modal, User } from '../engine/state.js';
import { newTrigger } from '../engine/triggers.js';
import { closeModals, pushModal, stackOf, touchModals, updateView } from '../engine/views.js';
import { asObject, asString, type JsonObject, parseJson } from '../json.js';
import type { DoReply, SlackView, StateValues } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Op } from './send.js';
import { ackError } from './wording.js';

const TROUBLE = 'We had some trouble connecting. Try again?';

function requireTop(engine: Engine, user: User, viewId: string): Modal {
  const top = stackOf(engine.state, user.id).at(-1);
  if (!top || top.view.id !== viewId) throw new Refusal('view_not_found');
  return top;
}

/** A person presses the submit button of the modal on top. */
export async function submit(engine: Engine, user: User, op: Op<'submit'>): Promise<DoReply> {
  const modal = requireTop(engine, user, op.viewId);
  const { view } = modal;
  if (!view.submit) throw new Refusal('view_not_found');
  view.state = { values: mergedState(view.blocks, { ...view.state.values, ...op.state }) };
  show(engine, user, modal, inputProblems(view.blocks, view.state.values));
  if (Object.keys(modal.errors).length > 0) return { ok: false, error: 'invalid_input' };
  const payload = {
    ...interactionBase(engine, 'view_submission', user),
    trigger_id: newTrigger(engine, user.id, { viewId: view.id }),
    view: viewPayload(engine, view),
    response_urls: responseUrls(engine, user, view),
  };
  const ack = await deliver(engine, { kind: 'submission', name: view.callback_id, payload });
  return acknowledged(engine, user, modal, ack);
}

function show(
  engine: Engine,
  user: User,
  modal: Modal,
  errors: Record<string, string>,
  trouble?: string,
): void {
  modal.errors = errors;
  modal.trouble = trouble;
  touchModals(engine, user.id);
}

function acknowledged(engine: Engine, user: User, modal: Modal, ack: Ack): DoReply {
  const isOpen = stackOf(engine.state, user.id).includes(modal);
  const failed = (error: string): DoReply => {
    if (isOpen) show(engine, user, modal, {}, TROUBLE);
    return { ok: false, error, notice: TROUBLE };
  };
  const error = ackError(ack);
  if (error) return failed(error);
  if (!isOpen) return { ok: true };
  try {
    return respondedWith(engine, user, modal, responseOf(ack.body));
  } catch (refusal) {
    if (refusal instanceof Refusal) return failed(refusal.code);
    throw refusal;
  }
}

function responseOf(body: unknown): JsonObject {
  return asObject(typeof body === 'string' ? parseJson(body) : body);
}

function respondedWith(engine: Engine, user: User, modal: Modal, response: JsonObject): DoReply {
  const viewId = modal.view.id;
  switch (response.response_action) {
    case undefined:
      closeModals(engine, user.id, viewId, false);
      return { ok: true };
    case 'clear':
      closeModals(engine, user.id, viewId, true);
      return { ok: true };
    case 'update':
      updateView(engine, { viewId }, response.view);
      return { ok: true };
    case 'push':
      pushModal(engine, user.id, response.view);
      return { ok: true };
    case 'errors':
      show(engine, user, modal, inputErrors(modal.view, response.errors));
      return { ok: false, error: 'errors' };
    default:
      throw new Refusal('invalid_response_action');
  }
}

/** Slack takes errors only for input blocks of the view. @throws Refusal invalid_errors */
function inputErrors(view: SlackView, value: unknown): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [blockId, text] of Object.entries(asObject(value))) {
    const isInput = view.blocks.some((it) => it.type === 'input' && it.block_id === blockId);
    if (!isInput || typeof text !== 'string' || text === '') throw new Refusal('invalid_errors');
    errors[blockId] = text;
  }
  if (Object.keys(errors).length === 0) throw new Refusal('invalid_errors');
  return errors;
}

/** One URL for every conversation chosen in a select with `response_url_enabled`. */
function responseUrls(engine: Engine, user: User, view: SlackView): JsonObject[] {
  return allElements(view.blocks)
    .filter(({ element }) => element.response_url_enabled === true)
    .flatMap(({ block, element }) => {
      const channel = chosenChannel(view.state.values, block.block_id, element.action_id);
      if (!channel) return [];
      const url = newResponseUrl(engine, { channel, userId: user.id });
      return [
        { block_id: block.block_id, action_id: element.action_id, channel_id: channel, response_url: url },
      ];
    });
}

function chosenChannel(values: StateValues, blockId: string, actionId: string): string | undefined {
  const value = values[blockId]?.[actionId];
  return asString(value?.selected_conversation) ?? asString(value?.selected_channel);
}

/** A person closes the modal on top, or all of them; the app hears of those that asked for it. */
export async function closeView(engine: Engine, user: User, op: Op<'closeView'>): Promise<DoReply> {
  const { view } = requireTop(engine, user, op.viewId);
  const isAll = op.clear === true || view.clear_on_close;
  const closed = closeModals(engine, user.id, isAll ? (view.root_view_id ?? view.id) : view.id, isAll);
  await Promise.all(
    closed
      .filter((it) => it.notify_on_close)
      .map((it) => {
        const payload = {
          ...interactionBase(engine, 'view_closed', user),
          view: viewPayload(engine, it),
          is_cleared: isAll,
        };
        return deliver(engine, { kind: 'closed', name: it.callback_id, payload });
      }),
  );
  return { ok: true };
}
