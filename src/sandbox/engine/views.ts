import { limits } from '../block-kit/limits.js';
import { initialState, mergedState } from '../block-kit/state.js';
import { requireView } from '../block-kit/validate.js';
import { asString, type JsonObject } from '../json.js';
import type { SlackView } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Engine } from './engine.js';
import { newId, newToken } from './ids.js';
import type { Modal, State } from './state.js';

export const stackOf = (state: State, userId: string): Modal[] => state.modals[userId] ?? [];

function setStack(engine: Engine, userId: string, stack: Modal[]): void {
  engine.state.modals[userId] = stack;
  engine.changed({ type: 'modals', personId: userId });
}

/** Tells screens that a modal of this person changed in place. */
export const touchModals = (engine: Engine, userId: string): void =>
  engine.changed({ type: 'modals', personId: userId });

const newHash = (engine: Engine): string => `${Math.floor(engine.now() / 1000)}.${newToken(engine.state)}`;

function makeView(engine: Engine, given: ReturnType<typeof requireView>, kind: 'modal' | 'home'): SlackView {
  return {
    id: newId(engine.state, 'V'),
    type: kind,
    hash: newHash(engine),
    ...givenFields(given, kind),
    state: { values: initialState(given.blocks) },
    root_view_id: null,
    previous_view_id: null,
  };
}

function givenFields(given: ReturnType<typeof requireView>, kind: 'modal' | 'home') {
  return {
    callback_id: asString(given.callback_id) ?? '',
    ...(kind === 'modal'
      ? { title: plain(given.title), submit: plain(given.submit) ?? null, close: plain(given.close) ?? null }
      : {}),
    blocks: given.blocks,
    private_metadata: asString(given.private_metadata) ?? '',
    clear_on_close: given.clear_on_close === true,
    notify_on_close: given.notify_on_close === true,
    submit_disabled: given.submit_disabled === true,
    external_id: asString(given.external_id) ?? '',
  };
}

function plain(value: unknown): SlackView['title'] {
  const text = asString((value as JsonObject | undefined | null)?.text);
  return text === undefined ? undefined : { type: 'plain_text', text, emoji: true };
}

/** Opens a modal; whatever this person had open before is replaced. */
export function openModal(engine: Engine, userId: string, value: unknown): SlackView {
  const given = requireView(engine.state, value, 'modal');
  requireFreeExternalId(engine.state, given);
  const view = makeView(engine, given, 'modal');
  view.root_view_id = view.id;
  setStack(engine, userId, [{ view, errors: {} }]);
  return view;
}

/** Puts a modal on top of this person's stack. @throws Refusal push_limit_reached, not_found */
export function pushModal(engine: Engine, userId: string, value: unknown): SlackView {
  const given = requireView(engine.state, value, 'modal');
  requireFreeExternalId(engine.state, given);
  const stack = stackOf(engine.state, userId);
  const [root] = stack;
  const top = stack.at(-1);
  if (!root || !top) throw new Refusal('not_found');
  if (stack.length >= limits.modalStack) throw new Refusal('push_limit_reached');
  const view = {
    ...makeView(engine, given, 'modal'),
    root_view_id: root.view.id,
    previous_view_id: top.view.id,
  };
  setStack(engine, userId, [...stack, { view, errors: {} }]);
  return view;
}

export type ViewRef = { viewId?: string; externalId?: string; hash?: string };

/** Replaces a view's content: its id stays, its hash is new, inputs that stay keep their values. */
export function updateView(engine: Engine, ref: ViewRef, value: unknown): SlackView {
  const found = locateView(engine.state, ref);
  if (!found) throw new Refusal('not_found');
  const { view, userId } = found;
  const given = requireView(engine.state, value, view.type);
  if (ref.hash && ref.hash !== view.hash) throw new Refusal('hash_conflict');
  requireFreeExternalId(engine.state, given, view.id);
  Object.assign(view, givenFields(given, view.type), {
    hash: newHash(engine),
    state: { values: mergedState(given.blocks, view.state.values) },
  });
  const modal = stackOf(engine.state, userId).find((it) => it.view.id === view.id);
  if (modal) modal.errors = {};
  engine.changed(
    view.type === 'home' ? { type: 'home', personId: userId } : { type: 'modals', personId: userId },
  );
  return view;
}

/** Shows an App Home to one person. @throws Refusal hash_conflict */
export function publishHome(engine: Engine, userId: string, value: unknown, hash?: string): SlackView {
  const given = requireView(engine.state, value, 'home');
  const former = engine.state.homes[userId];
  if (hash && former && hash !== former.hash) throw new Refusal('hash_conflict');
  const made = makeView(engine, given, 'home');
  const id = former?.id ?? made.id;
  const view: SlackView = { ...made, id, root_view_id: id };
  engine.state.homes[userId] = view;
  engine.changed({ type: 'home', personId: userId });
  return view;
}

/** Takes the top view away, or all. @returns the views that went, top first. */
export function closeModals(engine: Engine, userId: string, viewId: string, isAll: boolean): SlackView[] {
  const stack = stackOf(engine.state, userId);
  const at = stack.findIndex((it) => it.view.id === viewId);
  if (at < 0) throw new Refusal('view_not_found');
  const kept = isAll ? [] : stack.slice(0, at);
  setStack(engine, userId, kept);
  return stack
    .slice(kept.length)
    .map((it) => it.view)
    .reverse();
}

type Located = { view: SlackView; userId: string };

function locateView(state: State, ref: ViewRef): Located | undefined {
  const matches = (view: SlackView) =>
    ref.viewId ? view.id === ref.viewId : Boolean(ref.externalId) && view.external_id === ref.externalId;
  for (const [userId, stack] of Object.entries(state.modals)) {
    const modal = stack.find((it) => matches(it.view));
    if (modal) return { view: modal.view, userId };
  }
  for (const [userId, view] of Object.entries(state.homes)) {
    if (matches(view)) return { view, userId };
  }
  return undefined;
}

function requireFreeExternalId(state: State, given: JsonObject, ownId?: string): void {
  const externalId = asString(given.external_id);
  if (!externalId) return;
  const taken = locateView(state, { externalId });
  if (taken && taken.view.id !== ownId) throw new Refusal('duplicate_external_id');
}
