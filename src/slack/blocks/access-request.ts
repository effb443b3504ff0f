import type { AccessRequestCard } from '../../domain/cards.js';
import type { Person } from '../../domain/member.js';
import { action, indexed } from '../ids.js';
import { accessButton } from '../payloads.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import { person } from './text.js';
import { people, roleWords } from './words.js';

/** What a newcomer sees after asking. */
export function accessAsked(admins: readonly Person[]): Message {
  const text =
    admins.length === 0
      ? 'You have asked, but Intake has no admin who could answer. Ask whoever installed it.'
      : `You have asked ${people([...admins])} for access. You will get a message from Intake when you are in.`;
  return { text, blocks: [section(text)] };
}

/** A newcomer's wish to use Intake, for those who give roles. */
export function accessRequest(card: AccessRequestCard): Message {
  const who = person(card.person);
  if (card.granted !== null) {
    const text = `✅ ${who} can use Intake: ${roleWords[card.granted]}.`;
    return { text, blocks: [section(text)] };
  }
  if (card.declined) {
    const text = `${who} asked to use Intake; the answer was “not now”. They can ask again.`;
    return { text, blocks: [section(text)] };
  }
  const { memberId } = card;
  const text = `👋 ${who} would like to use Intake.`;
  return {
    text,
    blocks: stack(
      section(text),
      actions(
        'access.request',
        button(
          'Add as L1 agent',
          indexed(action.accessGrant, 0),
          accessButton.encode({ memberId, grant: 'l1' }),
          'primary',
        ),
        button(
          'Add as engineer',
          indexed(action.accessGrant, 1),
          accessButton.encode({ memberId, grant: 'engineer' }),
        ),
        button(
          'Not now',
          indexed(action.accessGrant, 2),
          accessButton.encode({ memberId, grant: 'not_now' }),
        ),
      ),
      context('L1 agents walk problems; engineers claim what is escalated. Settings can change it later.'),
    ),
  };
}
