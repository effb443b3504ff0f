import { type Category, categoryNameKey } from '../../domain/category.js';
import { InvalidInputError } from '../../domain/errors.js';
import { categoryPhrases } from '../../domain/match-phrases.js';
import { authorize } from '../../domain/policy.js';
import { cleanText, cut, limits, requiredText } from '../../domain/text.js';
import type { Context } from '../context.js';
import { fillIndexLater } from '../shared/fill-index-later.js';
import { membersOf } from '../shared/recipients.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface SaveCategory {
  /** Null adds a category. */
  categoryId: string | null;
  name: string;
  keywords: string[];
  buildEnabled: boolean;
  identityGate: boolean;
  engineeringChannelId: string | null;
  /** Who is told about its escalations where it has no channel; Slack user ids. */
  recipients: string[];
  /** Which built-in protocol builds for it; left as it is, or `general` for a new one, where not given. */
  protocol?: string;
}

/**
 * Adds or changes a category. From the next intake on problems are put into it by its name and keywords.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {InvalidInputError} for an empty, long or taken name, too many keywords, or an unknown recipient.
 */
export async function saveCategory(ctx: Context, input: SaveCategory): Promise<Category> {
  authorize(ctx.actor, 'settings.write');
  const name = requiredText('name', input.name.replace(/\s+/g, ' '), limits.categoryName);
  const keywords = keywordsOf(input.keywords);
  const phrases = categoryPhrases({ name, keywords });
  return transact(ctx, async (tx) => {
    // Two of one name at once: the second waits here and then sees the first.
    await tx.accounts.lock(tx.accountId);
    const before = input.categoryId
      ? found(await tx.categories.find(tx.accountId, input.categoryId), 'category')
      : null;
    await assertNameFree(tx, name, before);
    const category: Category = {
      accountId: tx.accountId,
      id: before?.id ?? ctx.newId(),
      name,
      keywords,
      protocol: input.protocol ?? before?.protocol ?? 'general',
      buildEnabled: input.buildEnabled,
      identityGate: input.identityGate,
      engineeringChannelId: input.engineeringChannelId,
      archivedAt: before?.archivedAt ?? null,
    };
    if (before) await tx.categories.save(category);
    else await tx.categories.create({ ...category, createdAt: tx.now });
    await tx.categories.setRecipients(tx.accountId, category.id, await membersOf(tx, input.recipients));
    await tx.search.indexCategory(tx.accountId, category.id, phrases);
    await fillIndexLater(ctx, tx);
    await tx.record({
      action: before ? 'category.saved' : 'category.added',
      subject: 'category',
      subjectId: category.id,
      before,
      after: category,
    });
    return category;
  });
}

async function assertNameFree(tx: Acting, name: string, before: Category | null): Promise<void> {
  if (before && categoryNameKey(before.name) === categoryNameKey(name)) return;
  if (await tx.categories.findByName(tx.accountId, name)) throw new InvalidInputError('name', 'taken');
}

const mostKeywords = 60;

/**
 * Words or phrases, each once.
 * @throws {InvalidInputError} where they are too many, or too long to be edited in one field: its end would be lost.
 */
function keywordsOf(raw: readonly string[]): string[] {
  const words = raw.map((word) => cut(cleanText(word), limits.keyword).trimEnd());
  const keywords = [...new Set(words)].filter((word) => word !== '');
  if (keywords.length > mostKeywords) throw new InvalidInputError('keywords', 'out_of_range', mostKeywords);
  if (keywords.join(', ').length > limits.keywords)
    throw new InvalidInputError('keywords', 'too_long', limits.keywords);
  return keywords;
}
