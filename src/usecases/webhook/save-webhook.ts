import { InvalidInputError } from '../../domain/errors.js';
import { authorize } from '../../domain/policy.js';
import { cleanText, limits } from '../../domain/text.js';
import { hostOf, type Webhook } from '../../domain/webhook.js';
import type { Context } from '../context.js';
import { transact } from '../shared/transact.js';

export interface SaveWebhook {
  /** Empty turns it off; what waits is kept until it is on again. */
  url: string;
  /** A new secret in place of the one there is. */
  newSecret: boolean;
}

/**
 * Sets where ticket events go.
 * @returns the secret where it is new: the one time that it is shown.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {InvalidInputError} of field `url` for what is no receiver, and for addresses inside the network.
 */
export async function saveWebhook(ctx: Context, input: SaveWebhook): Promise<string | null> {
  authorize(ctx.actor, 'webhook.write');
  const url = cleanText(input.url);
  if (url.length > limits.url) throw new InvalidInputError('url', 'too_long', limits.url);
  const problem = url === '' ? null : await ctx.webhooks.check(url);
  if (problem) throw new InvalidInputError('url', problem);
  return transact(ctx, async (tx) => {
    await tx.accounts.lock(tx.accountId);
    const before = await tx.webhooks.lock(tx.accountId);
    if (url === '' && !before) return null;
    const secret = before && !input.newSecret ? before.secret : ctx.webhooks.newSecret();
    const after: Webhook = {
      accountId: tx.accountId,
      url: url === '' ? (before?.url ?? '') : url,
      secret,
      enabled: url !== '',
      failures: 0,
      failingSince: null,
      retryAt: null,
      lastError: null,
      toldAt: null,
      setById: ctx.actor.memberId,
      updatedAt: tx.now,
    };
    await tx.webhooks.save(after);
    // What waits is tried at once: under another address, after what was wrong there was put right, or on again.
    if (after.enabled) await tx.jobs.enqueueEvents(tx.accountId, tx.now);
    await tx.record({
      action: 'webhook.saved',
      subject: 'account',
      subjectId: tx.accountId,
      // The rest of the address may hold a key, and the secret is one.
      before: before && { host: hostOf(before.url), enabled: before.enabled },
      after: { host: hostOf(after.url), enabled: after.enabled, newSecret: secret !== before?.secret },
    });
    return secret === before?.secret ? null : secret;
  });
}
