import { Refusal } from '../refusal.js';
import type { Engine } from './engine.js';
import { newId } from './ids.js';
import type { Trigger } from './state.js';

const TRIGGER_MS = 3000;
const KEPT = 200;

/** A new `trigger_id` for something this person just did. */
export function newTrigger(
  engine: Engine,
  userId: string,
  source: { viewId?: string; channel?: string } = {},
): string {
  const { state } = engine;
  const at = engine.faults.strike('expireTriggers', { method: 'trigger' }) ? 0 : engine.now();
  const trigger: Trigger = {
    id: `${newId(state, '')}.${state.counter}.sandbox`,
    userId,
    at,
    isUsed: false,
    ...source,
  };
  state.triggers[trigger.id] = trigger;
  const ids = Object.keys(state.triggers);
  for (const id of ids.slice(0, Math.max(0, ids.length - KEPT))) delete state.triggers[id];
  return trigger.id;
}

/** Uses a trigger up. @throws Refusal invalid_trigger_id, expired_trigger_id, exchanged_trigger_id */
export function useTrigger(engine: Engine, id: string): Trigger {
  const trigger = engine.state.triggers[id];
  if (!trigger) throw new Refusal('invalid_trigger_id');
  if (trigger.isUsed) throw new Refusal('exchanged_trigger_id');
  if (engine.now() - trigger.at > TRIGGER_MS) throw new Refusal('expired_trigger_id');
  trigger.isUsed = true;
  return trigger;
}
