import { requireView } from '../block-kit/validate.js';
import { viewPayload } from '../delivery/payloads.js';
import type { Engine } from '../engine/engine.js';
import type { Trigger } from '../engine/state.js';
import { useTrigger } from '../engine/triggers.js';
import { openModal, publishHome, pushModal, stackOf, updateView } from '../engine/views.js';
import type { JsonObject } from '../json.js';
import type { SlackView } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Args } from './args.js';
import type { Call, Methods } from './method.js';

const answer = (engine: Engine, view: SlackView): JsonObject => ({ view: viewPayload(engine, view) });

/** A trigger is used up only by a view that could be shown, so a bad view is refused first. */
function exchange(engine: Engine, args: Args): Trigger {
  const id = args.need('trigger_id');
  requireView(engine.state, args.json('view'), 'modal');
  return useTrigger(engine, id);
}

function open({ engine, args }: Call): JsonObject {
  const { userId } = exchange(engine, args);
  return answer(engine, openModal(engine, userId, args.json('view')));
}

function push({ engine, args }: Call): JsonObject {
  const trigger = exchange(engine, args);
  const isOpen = stackOf(engine.state, trigger.userId).some((it) => it.view.id === trigger.viewId);
  if (!isOpen) throw new Refusal('invalid_trigger_id');
  return answer(engine, pushModal(engine, trigger.userId, args.json('view')));
}

function update({ engine, args }: Call): JsonObject {
  const ref = { viewId: args.text('view_id'), externalId: args.text('external_id'), hash: args.text('hash') };
  if (!ref.viewId && !ref.externalId) args.need('view_id');
  return answer(engine, updateView(engine, ref, args.json('view')));
}

function publish({ engine, args }: Call): JsonObject {
  const userId = args.need('user_id');
  if (!engine.manifest.hasHomeTab) throw new Refusal('not_enabled');
  const user = engine.state.users[userId];
  if (!user || user.isDeactivated) throw new Refusal('user_not_found');
  return answer(engine, publishHome(engine, userId, args.json('view'), args.text('hash')));
}

export const views: Methods = {
  'views.open': { run: open },
  'views.push': { run: push },
  'views.update': { run: update },
  'views.publish': { run: publish },
};
