/** What other systems are told about a ticket, in the order it happens. */
export const ticketEventKinds = [
  'ticket.opened',
  'ticket.escalated',
  'ticket.claimed',
  'ticket.resolved',
  'ticket.reopened',
] as const;
export type TicketEventKind = (typeof ticketEventKinds)[number];

/** Where an account's ticket events go. */
export interface Webhook {
  accountId: string;
  url: string;
  /** Signs what is sent: `whsec_` and 32 bytes in base64. */
  secret: string;
  enabled: boolean;
  /** Deliveries that have failed in a row, and since when. */
  failures: number;
  failingSince: Date | null;
  /** Nothing is sent before. */
  retryAt: Date | null;
  lastError: string | null;
  /** Admins have been told that it fails; they are told once until it works again. */
  toldAt: Date | null;
  setById: string;
  updatedAt: Date;
}

export type TicketEventState = 'pending' | 'delivered' | 'failed';

/** One thing that happened to a ticket, kept until it is delivered, and after. */
export interface TicketEvent {
  accountId: string;
  /** The same however often it is sent: receivers know a repetition by it. */
  id: string;
  ticketId: string;
  sessionId: string;
  /** Counts from 1 in its ticket. */
  number: number;
  kind: TicketEventKind;
  /** What cannot be read later: who, why, how it was solved. */
  data: object;
  state: TicketEventState;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  deliveredAt: Date | null;
}

/** Why something was not delivered, in a word. */
export type DeliveryFailure =
  | 'timeout'
  | 'unreachable'
  | 'forbidden_address'
  | 'not_http'
  | `status_${number}`;

/** What came of one attempt. `refused` means that the receiver is well and does not want this very event. */
export type Delivery =
  | { ok: true }
  | { ok: false; failure: DeliveryFailure; refused: boolean; retryAfterMs: number | null };

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Until the next attempt, after so many failed ones in a row: about the steps that Standard Webhooks recommends. */
const waits = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour] as const;

/** An event that could not be delivered for so long is given up; it is kept, and an admin can have it sent again. */
export const eventLifeMs = 72 * hour;
/** A receiver that says no to one event is asked this often; then its next one has its turn. */
export const mostRefusals = 6;
/** One or two failures are a restart of the receiver; from the third on an admin is told. */
export const failuresBeforeTelling = 3;

/** @param failures how many have failed in a row, with this one. */
export function waitAfter(failures: number, retryAfterMs: number | null): number {
  const wait = waits[Math.min(failures, waits.length) - 1] ?? hour;
  return Math.min(Math.max(wait, retryAfterMs ?? 0), hour);
}

/** The receiver's host, for people: the rest of the address may hold a key. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
