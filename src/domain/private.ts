import type { EscalationCard, QueueLine } from './cards.js';
import type { Member } from './member.js';
import type { Page } from './page.js';

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
    resolution: card.resolution && { ...card.resolution, notes: null },
    instruction: card.instruction === null ? null : '',
    openQuestion: null,
    thread: null,
  };
}

type Reader = Pick<Member, 'role'> & { memberId: string };

/** A private ticket is read by those who have to do with it, and by admins and owners. */
export const mayReadPrivate = (
  { memberId, role }: Reader,
  involved: readonly (string | undefined)[],
): boolean => role === 'admin' || role === 'owner' || involved.includes(memberId);

/** A list as this person may read it: of other people's private tickets nothing that anybody wrote. */
export const forReader = (page: Page<QueueLine>, reader: Reader): Page<QueueLine> => ({
  ...page,
  lines: page.lines.map((line) => {
    const { carriedBy, startedBy, escalatedBy, claimedBy } = line;
    const involved = [carriedBy, startedBy, escalatedBy, claimedBy].map((person) => person?.memberId);
    if (!line.private || mayReadPrivate(reader, involved)) return line;
    return { ...line, problem: null, customerName: null, currentText: null, thread: null };
  }),
});
