import { type Category, categoryNameKey } from '../domain/category.js';
import type { Db } from './db.js';
import type { CategoryModel } from './generated/models.js';

/** Categories; archived ones are kept for the tickets that name them and for being restored. */
export function categoryStore(db: Db) {
  return {
    /** Those that are open, by name. */
    async list(accountId: string): Promise<Category[]> {
      const rows = await db.category.findMany({
        where: { accountId, archivedAt: null },
        orderBy: [{ nameKey: 'asc' }],
      });
      return rows.map(categoryOf);
    },

    async archived(accountId: string): Promise<Category[]> {
      const rows = await db.category.findMany({
        where: { accountId, archivedAt: { not: null } },
        orderBy: [{ nameKey: 'asc' }],
      });
      return rows.map(categoryOf);
    },

    async find(accountId: string, categoryId: string): Promise<Category | null> {
      const row = await db.category.findUnique({ where: { accountId_id: { accountId, id: categoryId } } });
      return row && categoryOf(row);
    },

    async findByName(accountId: string, name: string): Promise<Category | null> {
      const row = await db.category.findUnique({
        where: { accountId_nameKey: { accountId, nameKey: categoryNameKey(name) } },
      });
      return row && categoryOf(row);
    },

    /** The categories of these names, by the name as it was given. */
    async byNames(accountId: string, names: readonly string[]): Promise<Map<string, Category>> {
      if (names.length === 0) return new Map();
      const rows = await db.category.findMany({
        where: { accountId, nameKey: { in: names.map(categoryNameKey) } },
      });
      const byKey = new Map(rows.map((row) => [row.nameKey, categoryOf(row)]));
      return new Map(
        names.flatMap((name) => {
          const category = byKey.get(categoryNameKey(name));
          return category ? [[name, category]] : [];
        }),
      );
    },

    async create(category: Category & { createdAt: Date }): Promise<void> {
      await db.category.create({ data: { ...category, nameKey: categoryNameKey(category.name) } });
    },

    async save(category: Category): Promise<void> {
      const { accountId, id, ...data } = category;
      await db.category.update({
        where: { accountId_id: { accountId, id } },
        data: { ...data, nameKey: categoryNameKey(category.name) },
      });
    },

    async recipients(accountId: string, categoryId: string): Promise<string[]> {
      const rows = await db.categoryRecipient.findMany({ where: { accountId, categoryId } });
      return rows.map((row) => row.memberId);
    },

    async setRecipients(accountId: string, categoryId: string, memberIds: readonly string[]): Promise<void> {
      await db.categoryRecipient.deleteMany({ where: { accountId, categoryId } });
      await db.categoryRecipient.createMany({
        data: memberIds.map((memberId) => ({ accountId, categoryId, memberId })),
      });
    },
  };
}

function categoryOf(row: CategoryModel): Category {
  return {
    accountId: row.accountId,
    id: row.id,
    name: row.name,
    keywords: row.keywords,
    protocol: row.protocol,
    buildEnabled: row.buildEnabled,
    identityGate: row.identityGate,
    engineeringChannelId: row.engineeringChannelId,
    archivedAt: row.archivedAt,
  };
}
