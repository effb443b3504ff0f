import { Refusal } from '../refusal.js';
import type { Engine } from './engine.js';
import type { Message } from './state.js';

/** @throws Refusal invalid_name, already_reacted */
export function addReaction(engine: Engine, message: Message, name: string, userId: string): void {
  if (!/^[\p{L}\p{N}_+'-]+(::skin-tone-[2-6])?$/u.test(name)) throw new Refusal('invalid_name');
  const reaction = message.reactions.find((it) => it.name === name);
  if (reaction?.personIds.includes(userId)) throw new Refusal('already_reacted');
  if (reaction) reaction.personIds.push(userId);
  else message.reactions.push({ name, personIds: [userId] });
  engine.changed({ type: 'message', message });
}

/** @throws Refusal no_reaction */
export function removeReaction(engine: Engine, message: Message, name: string, userId: string): void {
  const reaction = message.reactions.find((it) => it.name === name);
  if (!reaction?.personIds.includes(userId)) throw new Refusal('no_reaction');
  reaction.personIds = reaction.personIds.filter((it) => it !== userId);
  message.reactions = message.reactions.filter((it) => it.personIds.length > 0);
  engine.changed({ type: 'message', message });
}
