import type { KnownBlock, ModalView } from '@slack/types';
import { assertNever } from '../../domain/assert-never.js';
import type { IntakeCard } from '../../domain/cards.js';
import { action, blockPrefix, indexed, view } from '../ids.js';
import { intakeButton, useFlowButton } from '../payloads.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import { modal } from './inputs.js';
import { matchWhy } from './match-why.js';
import { type Links, linkTo, type Mrkdwn, mrkdwn, mrkdwnLine, noLinks, quote } from './text.js';

const shown = { problem: 600, problemLines: 5, reason: 400, title: 160, suggestions: 10 } as const;

/** What came of an intake, for the agent alone: where the walk is, or what can be chosen. */
export function intakeCard(card: IntakeCard, links: Links = noLinks): Message {
  if (card.problem.private && card.ticketNumber !== null) return startedInPrivate(card, links);
  const text = headline(card);
  const isOpen = card.decision === null && (card.outcome === 'suggest' || card.outcome === 'out_of_scope');
  return {
    text: `${text} ${mrkdwnLine(card.problem.text, 200)}`,
    blocks: stack(
      section(`*${text}*`),
      section(quote(card.problem.text, shown.problem, shown.problemLines)),
      context(mrkdwn(card.reason, shown.reason)),
      ...(isOpen ? choices(card) : [started(card, links)]),
    ),
  };
}

/** Where a private walk is: whoever looks over the agent's shoulder reads nothing of it in the channel. */
function startedInPrivate({ ticketNumber, thread }: IntakeCard, links: Links): Message {
  const text = `🔒 #${ticketNumber} is private and goes on in a direct message with me.`;
  const where = thread ? linkTo(thread, 'Open the thread', links) : null;
  return { text, blocks: stack(section(text), context(where)) };
}

/** The same in a modal, opened from App Home, where the private card may be gone. */
export const intakeChoiceModal = (card: IntakeCard, links: Links = noLinks): ModalView =>
  modal({
    callbackId: view.intakeChoice,
    title: 'How to go on',
    submit: null,
    close: 'Close',
    metadata: intakeButton.encode({ intakeId: card.intakeId }),
    blocks: intakeCard(card, links).blocks,
  });

function headline(card: IntakeCard): Mrkdwn {
  if (card.decision !== null) return decided(card);
  switch (card.outcome) {
    case 'matched':
      return `Found the flow: ${flowTitle(card)}.`;
    case 'suggest':
      return 'Not sure which flow fits. Pick one, or go another way.';
    case 'build':
      return `No flow fits, so a walk is built step by step${inCategory(card)}.`;
    case 'out_of_scope':
      return `No flow fits, and none is built for this${inCategory(card)}.`;
    case 'ad_hoc':
      return 'Ad hoc walk, without a flow.';
    default:
      return assertNever(card.outcome);
  }
}

function decided(card: IntakeCard): Mrkdwn {
  switch (card.decision) {
    case 'use_flow':
      return 'You chose a flow.';
    case 'build':
      return `You chose to build a walk step by step${inCategory(card)}.`;
    case 'ad_hoc':
      return 'You chose to walk ad hoc.';
    case 'escalate':
      return 'You chose to escalate.';
    case null:
      return '';
    default:
      return assertNever(card.decision);
  }
}

const flowTitle = ({ suggestions }: IntakeCard): Mrkdwn =>
  suggestions[0] ? mrkdwnLine(suggestions[0].title, shown.title) : 'it is open in the thread';

const inCategory = ({ categoryName }: IntakeCard): Mrkdwn =>
  categoryName === null ? '' : ` (${mrkdwnLine(categoryName, 80)})`;

function started(card: IntakeCard, links: Links): KnownBlock | null {
  const ticket = card.ticketNumber === null ? null : `*#${card.ticketNumber}*`;
  const where = card.thread && linkTo(card.thread, 'Open the thread', links);
  const words = [ticket, where].filter((part) => part !== null);
  return words.length === 0 ? null : section(words.join('  ·  '));
}

function choices(card: IntakeCard): KnownBlock[] {
  const { intakeId } = card;
  const value = intakeButton.encode({ intakeId });
  const offersFlows = card.outcome === 'suggest' && card.suggestions.length > 0;
  const adHoc = button('Walk ad hoc', action.intakeAdHoc, value, offersFlows ? undefined : 'primary');
  return stack(
    ...(offersFlows ? flows(card) : []),
    actions(
      `${blockPrefix.choices}:${intakeId}`,
      card.canBuild ? button('Build anyway', action.intakeBuild, value) : null,
      adHoc,
      button('Escalate', action.intakeEscalate, value),
    ),
    card.outcome === 'out_of_scope'
      ? context('Ad hoc keeps your notes and steps without a flow. Escalate hands it to engineering now.')
      : null,
  );
}

function flows({ intakeId, suggestions }: IntakeCard): KnownBlock[] {
  const offered = suggestions.slice(0, shown.suggestions);
  const left = suggestions.length - offered.length;
  return stack(
    ...offered.map((flow, index) =>
      section(
        `*${mrkdwnLine(flow.title, shown.title) || '–'}*\n${matchWhy(flow)}`,
        button(
          'Use this flow',
          indexed(action.intakeUseFlow, index),
          useFlowButton.encode({ intakeId, flowId: flow.flowId }),
          index === 0 ? 'primary' : undefined,
        ),
      ),
    ),
    left > 0 ? context(`${left} more are near; /intake lets you choose any flow by its name.`) : null,
  );
}
