import type { BusinessHours } from '../domain/business-hours.js';
import {
  type CallLevel,
  type Clocks,
  clocksOf,
  type DeskSettings,
  isEmptyLevel,
} from '../domain/escalation-clock.js';
import { defaultTimes, type TruthTimes } from '../domain/truth-times.js';
import { type Db, json } from './db.js';
import { Prisma } from './generated/client.js';

/** What holds for one category, with the account's where it says nothing. */
export interface EffectiveDesk {
  clocks: Clocks;
  onCall: CallLevel;
  nextLevel: CallLevel;
}

const columns = {
  claimMinutes: true,
  firstActionMinutes: true,
  businessHours: true,
  onCallGroupId: true,
  nextLevelGroupId: true,
} as const;

const timeColumns = {
  askHours: true,
  remindHours: true,
  giveUpHours: true,
  reopenDays: true,
  staleHours: true,
  sweepDays: true,
} as const satisfies Record<keyof TruthTimes, true>;

/** An account's times as its row has them. */
function timesOf(row: Record<keyof TruthTimes, number | null> | null): TruthTimes {
  return {
    askHours: row?.askHours ?? defaultTimes.askHours,
    remindHours: row?.remindHours ?? defaultTimes.remindHours,
    giveUpHours: row?.giveUpHours ?? defaultTimes.giveUpHours,
    reopenDays: row?.reopenDays ?? defaultTimes.reopenDays,
    staleHours: row?.staleHours ?? defaultTimes.staleHours,
    sweepDays: row?.sweepDays ?? defaultTimes.sweepDays,
  };
}

interface Row {
  claimMinutes: number | null;
  firstActionMinutes: number | null;
  businessHours: Prisma.JsonValue;
  onCallGroupId: string | null;
  nextLevelGroupId: string | null;
}

/** How long escalations may wait and who is called, by category; null stands for the account. */
export function clockStore(db: Db) {
  return {
    async read(accountId: string, categoryId: string | null): Promise<DeskSettings> {
      const row = categoryId
        ? await db.category.findUnique({
            where: { accountId_id: { accountId, id: categoryId } },
            select: columns,
          })
        : await db.account.findUnique({ where: { id: accountId }, select: columns });
      const people = categoryId
        ? await db.categoryOnCall.findMany({ where: { accountId, categoryId } })
        : await db.accountOnCall.findMany({ where: { accountId } });
      return settingsOf(row, people);
    },

    /** What holds for this category's escalations. */
    async effective(accountId: string, categoryId: string | null): Promise<EffectiveDesk> {
      const account = await this.read(accountId, null);
      const category = categoryId ? await this.read(accountId, categoryId) : null;
      const level = (of: 'onCall' | 'nextLevel') =>
        category && !isEmptyLevel(category[of]) ? category[of] : account[of];
      return {
        clocks: clocksOf(account, category),
        onCall: level('onCall'),
        nextLevel: level('nextLevel'),
      };
    },

    /** When fixes are asked about and walks are swept; the defaults where nothing is set. */
    async times(accountId: string): Promise<TruthTimes> {
      const row = await db.account.findUnique({ where: { id: accountId }, select: timeColumns });
      return timesOf(row);
    },

    /** Sets when fixes are asked about and walks are swept. */
    async saveTimes(accountId: string, times: TruthTimes): Promise<void> {
      await db.account.update({ where: { id: accountId }, data: times });
    },

    async save(accountId: string, categoryId: string | null, settings: DeskSettings): Promise<void> {
      const data = {
        claimMinutes: settings.claimMinutes,
        firstActionMinutes: settings.firstActionMinutes,
        businessHours: settings.businessHours ? json(settings.businessHours) : Prisma.DbNull,
        onCallGroupId: settings.onCall.groupId,
        nextLevelGroupId: settings.nextLevel.groupId,
      };
      const levels = [
        ...settings.onCall.memberIds.map((memberId) => ({ level: 'on_call' as const, memberId })),
        ...settings.nextLevel.memberIds.map((memberId) => ({ level: 'next_level' as const, memberId })),
      ];
      if (categoryId) {
        await db.category.update({ where: { accountId_id: { accountId, id: categoryId } }, data });
        await db.categoryOnCall.deleteMany({ where: { accountId, categoryId } });
        await db.categoryOnCall.createMany({
          data: levels.map((one) => ({ accountId, categoryId, ...one })),
        });
        return;
      }
      await db.account.update({ where: { id: accountId }, data });
      await db.accountOnCall.deleteMany({ where: { accountId } });
      await db.accountOnCall.createMany({ data: levels.map((one) => ({ accountId, ...one })) });
    },
  };
}

function settingsOf(row: Row | null, people: readonly { level: string; memberId: string }[]): DeskSettings {
  const on = (level: string) => people.filter((one) => one.level === level).map(({ memberId }) => memberId);
  return {
    claimMinutes: row?.claimMinutes ?? null,
    firstActionMinutes: row?.firstActionMinutes ?? null,
    // Written by `save` from BusinessHours; nothing else writes these columns.
    businessHours: (row?.businessHours ?? null) as BusinessHours | null,
    onCall: { groupId: row?.onCallGroupId ?? null, memberIds: on('on_call') },
    nextLevel: { groupId: row?.nextLevelGroupId ?? null, memberIds: on('next_level') },
  };
}
