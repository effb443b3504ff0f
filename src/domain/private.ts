import type { EscalationCard } from './cards.js';

/**
 * An escalation's card as it may stand in a channel. Of a private ticket it says what is not private: its number,
 * category and urgency, who escalated it and what kind of reason; nothing that the customer or the agent wrote.
 */
export function forChannel(card: EscalationCard): EscalationCard {
  if (!card.problem.private) return card;
  const { urgency } = card.problem;
  return {
    ...card,
    problem: {
      text: '',
      customerName: null,
      customerContact: null,
      device: null,
      urgency,
      private: true,
    },
    reason: '',
    source: card.source.kind === 'none' ? card.source : { kind: 'ad_hoc' },
    brief: [],
    resolution: card.resolution && { notes: null },
    instruction: card.instruction === null ? null : '',
    openQuestion: null,
    thread: null,
  };
}
