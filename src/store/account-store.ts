import type { Account, AccountSettings } from '../domain/account.js';
import { type Budget, defaultBudget } from '../domain/ledger.js';
import type { Db } from './db.js';
import type { AccountModel } from './generated/models.js';

/** Accounts: one for each Slack workspace. */
export function accountStore(db: Db) {
  return {
    /** What may be asked of models a day; the defaults where nothing is set. */
    async budget(accountId: string): Promise<Budget> {
      const row = await db.account.findUnique({
        where: { id: accountId },
        select: { aiCallsPerDay: true, aiCallsPerMember: true, aiCentsPerDay: true },
      });
      return {
        callsPerDay: row?.aiCallsPerDay ?? defaultBudget.callsPerDay,
        callsPerMember: row?.aiCallsPerMember ?? defaultBudget.callsPerMember,
        centsPerDay: row?.aiCentsPerDay ?? defaultBudget.centsPerDay,
      };
    },

    /** Sets what may be asked of models a day. */
    async saveBudget(accountId: string, budget: Budget): Promise<void> {
      await db.account.update({
        where: { id: accountId },
        data: {
          aiCallsPerDay: budget.callsPerDay,
          aiCallsPerMember: budget.callsPerMember,
          aiCentsPerDay: budget.centsPerDay,
        },
      });
    },

    async find(accountId: string): Promise<Account | null> {
      const row = await db.account.findUnique({ where: { id: accountId } });
      return row && accountOf(row);
    },

    async findByTeam(slackTeamId: string): Promise<Account | null> {
      const row = await db.account.findUnique({ where: { slackTeamId } });
      return row && accountOf(row);
    },

    /** Every account, the oldest first: for the command line, which acts for none of them. */
    async list(): Promise<Account[]> {
      const rows = await db.account.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
      return rows.map(accountOf);
    },

    /** Makes the account unless somebody just did; the one that is there wins. */
    async create(account: Account & { createdAt: Date }): Promise<void> {
      await db.account.createMany({
        data: { ...account, lastAuditHash: '' },
        skipDuplicates: true,
      });
    },

    /**
     * Holds the account's row until the transaction ends: one at a time from here on. Here and wherever a row is held
     * it is with `no key`: rows that refer to it are still added beside, else two transactions that both added one
     * would wait for each other.
     */
    async lock(accountId: string): Promise<void> {
      await db.$queryRaw`select 1 from account where id = ${accountId}::uuid for no key update`;
    },

    async saveSettings(accountId: string, settings: AccountSettings): Promise<void> {
      await db.account.update({ where: { id: accountId }, data: settings });
    },

    /** The next ticket number; counts from 1, leaves no gaps but those of rolled back transactions. */
    async nextTicketNumber(accountId: string): Promise<number> {
      const { lastTicketNumber } = await db.account.update({
        where: { id: accountId },
        data: { lastTicketNumber: { increment: 1 } },
        select: { lastTicketNumber: true },
      });
      return lastTicketNumber;
    },

    /** Who is told about escalations when the category names nobody; member ids. */
    async recipients(accountId: string, categoryId: string | null): Promise<string[]> {
      const ofCategory = categoryId
        ? await db.categoryRecipient.findMany({ where: { accountId, categoryId } })
        : [];
      if (ofCategory.length > 0) return ofCategory.map((row) => row.memberId);
      const ofAccount = await db.accountRecipient.findMany({ where: { accountId } });
      return ofAccount.map((row) => row.memberId);
    },

    async defaultRecipients(accountId: string): Promise<string[]> {
      const rows = await db.accountRecipient.findMany({ where: { accountId } });
      return rows.map((row) => row.memberId);
    },

    async setDefaultRecipients(accountId: string, memberIds: readonly string[]): Promise<void> {
      await db.accountRecipient.deleteMany({ where: { accountId } });
      await db.accountRecipient.createMany({ data: memberIds.map((memberId) => ({ accountId, memberId })) });
    },
  };
}

function accountOf(row: AccountModel): Account {
  return {
    id: row.id,
    slackTeamId: row.slackTeamId,
    slackEnterpriseId: row.slackEnterpriseId,
    name: row.name,
    defaultChannelId: row.defaultChannelId,
    newcomers: row.newcomers,
  };
}
