/**
 * The seam: what an event of Intake means to your tool. `psa` is anything with these four methods; rest-psa.mjs is one.
 *
 *   find(externalId)            the tool's id of an Intake ticket, or null
 *   create(ticket)              makes it; answers its id
 *   update(id, changes)         status and owner
 *   note(id, { text, minutes })  a note, with the time spent where it is known
 *
 * Events of a ticket come in order, and each of them at least once: a ticket that is there already is not made again.
 */
export async function applyEvent(event, psa) {
  const { ticket } = event;
  const id = (await psa.find(ticket.id)) ?? (await psa.create(newTicket(ticket)));
  switch (event.type) {
    case 'ticket.opened':
      return;
    case 'ticket.escalated':
      await psa.update(id, { status: 'Escalated' });
      return psa.note(id, { text: event.note, minutes: null });
    case 'ticket.claimed':
      return psa.update(id, { status: 'In Progress', owner: event.by.name });
    case 'ticket.resolved':
      await psa.update(id, { status: event.check === 'confirmed' ? 'Resolved' : 'Awaiting Confirmation' });
      return psa.note(id, { text: event.note, minutes: event.minutes });
    case 'ticket.reopened':
      await psa.update(id, { status: 'Reopened' });
      return event.reason ? psa.note(id, { text: event.reason, minutes: null }) : undefined;
    default:
      // Kinds that a later Intake adds are none of ours; to refuse them would only have them sent again.
      return undefined;
  }
}

const priorities = { low: 4, normal: 3, high: 2, critical: 1 };

/** A ticket in the shape that PSA tools have in common. */
const newTicket = (ticket) => ({
  externalId: ticket.id,
  summary: `${ticket.problem.split('\n')[0].slice(0, 90)} (Intake #${ticket.number})`,
  description: ticket.problem,
  company: ticket.customer.name,
  contact: ticket.customer.contact,
  configuration: ticket.device,
  board: ticket.category,
  priority: priorities[ticket.urgency],
  status: 'New',
});
