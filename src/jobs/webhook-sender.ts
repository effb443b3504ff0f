import type { Delivery } from '../domain/webhook.js';

/** Why an address cannot be a receiver's. */
export type UrlProblem = 'not_a_url' | 'not_https' | 'forbidden_address' | 'not_found';

/** Sends to a receiver that an admin named, and to nothing inside our own network. */
export interface WebhookSender {
  /** A fresh secret to sign with. */
  newSecret(): string;
  /** Null where it could be one. Looks the name up, so it is not for inside a transaction. */
  check(url: string): Promise<UrlProblem | null>;
  /** One attempt, signed anew; never throws for what the receiver does. */
  send(message: { url: string; secret: string; id: string; at: Date; body: string }): Promise<Delivery>;
}
