import { authorize } from '../../domain/policy.js';
import type { Webhook } from '../../domain/webhook.js';
import type { Context } from '../context.js';

export type WebhookRead = Omit<Webhook, 'secret'> & { pending: number; failed: number };

/**
 * Where ticket events go and how that is going, without the secret; null where nothing was ever set.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function readWebhook(ctx: Context): Promise<WebhookRead | null> {
  authorize(ctx.actor, 'settings.read');
  const webhook = await ctx.store.webhooks.find(ctx.actor.accountId);
  if (!webhook) return null;
  const { secret: _, ...rest } = webhook;
  return { ...rest, ...(await ctx.store.webhooks.counts(ctx.actor.accountId)) };
}
