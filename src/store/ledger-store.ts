import type { Budget, Found, LedgerOfDay } from '../domain/ledger.js';
import { systemMemberId } from '../domain/member.js';
import type { Db } from './db.js';

/** A request to a model that is about to be made. */
export interface NewCall {
  accountId: string;
  id: string;
  generationId: string | null;
  /** Whose budget pays beside the account's. */
  memberId: string | null;
  kind: 'foreground' | 'ahead' | 'repair';
  resend: boolean;
  day: Date;
  /** Reserved until it is known what it took. */
  costMicros: number;
  startedAt: Date;
}

/** What a walk found when it came to a written node. */
export interface ClickRow {
  accountId: string;
  sessionId: string;
  position: number;
  generationId: string;
  found: keyof Found;
  at: Date;
}

/** A cent is so many millionths. */
const microsPerCent = 10_000;

const microsPerDay = ({ centsPerDay }: Budget): number | null =>
  centsPerDay === null ? null : centsPerDay * microsPerCent;

/** What models were asked, what it cost, and whether it was there in time. */
export function ledgerStore(db: Db) {
  /** True if there was room: one statement, so that of two at once the second sees what the first took. */
  const take = async (call: NewCall, memberId: string, most: { calls: number; micros: number | null }) => {
    if (most.calls < 1 || (most.micros !== null && call.costMicros > most.micros)) return false;
    const rows = await db.$queryRaw<unknown[]>`
      insert into spend (account_id, day, member_id, calls, cost_micros)
      values (${call.accountId}::uuid, ${call.day}::date, ${memberId}::uuid, 1, ${call.costMicros})
      on conflict (account_id, day, member_id) do update
      set calls = spend.calls + 1, cost_micros = spend.cost_micros + excluded.cost_micros
      where spend.calls < ${most.calls}
        and (${most.micros}::bigint is null or spend.cost_micros + excluded.cost_micros <= ${most.micros}::bigint)
      returning 1`;
    return rows.length === 1;
  };

  return {
    /**
     * Reserves a call of today's budgets and writes it down, inside a transaction that is rolled back where this tells
     * of which budget there is nothing left.
     */
    async reserve(call: NewCall, budget: Budget): Promise<'account' | 'member' | null> {
      const micros = microsPerDay(budget);
      if (!(await take(call, systemMemberId, { calls: budget.callsPerDay, micros }))) return 'account';
      if (call.memberId && !(await take(call, call.memberId, { calls: budget.callsPerMember, micros: null })))
        return 'member';
      await db.modelCall.create({ data: { ...call, costMicros: BigInt(call.costMicros) } });
      return null;
    },

    /** Whether one more call, of this cost, would find room in the account's budget of that day. */
    async hasRoom(accountId: string, day: Date, micros: number, budget: Budget): Promise<boolean> {
      const where = { accountId_day_memberId: { accountId, day, memberId: systemMemberId } };
      const spent = await db.spend.findUnique({ where });
      const most = microsPerDay(budget);
      if ((spent?.calls ?? 0) >= budget.callsPerDay) return false;
      return most === null || Number(spent?.costMicros ?? 0) + micros <= most;
    },

    /** The call has ended; what it took replaces what was reserved. Of no effect the second time. */
    async settle(
      accountId: string,
      callId: string,
      used: {
        promptTokens: number | null;
        completionTokens: number | null;
        costMicros: number | null;
        at: Date;
      },
    ): Promise<void> {
      await db.$executeRaw`
        with ended as (
          update model_call c set ended_at = ${used.at}, prompt_tokens = ${used.promptTokens},
            completion_tokens = ${used.completionTokens}, cost_micros = coalesce(${used.costMicros}::bigint, c.cost_micros)
          from model_call was
          where c.account_id = ${accountId}::uuid and c.id = ${callId}::uuid and c.ended_at is null
            and was.account_id = c.account_id and was.id = c.id
          returning c.day, c.member_id, c.cost_micros - was.cost_micros as more)
        update spend s set cost_micros = s.cost_micros + ended.more
        from ended
        where s.account_id = ${accountId}::uuid and s.day = ended.day
          and (s.member_id = ${systemMemberId}::uuid or s.member_id = ended.member_id)`;
    },

    /** Calls that are reserved or made on a day, of everybody or of one member. */
    async callsOf(accountId: string, day: Date, memberId: string = systemMemberId): Promise<number> {
      const row = await db.spend.findUnique({
        where: { accountId_day_memberId: { accountId, day, memberId } },
      });
      return row?.calls ?? 0;
    },

    /** Writes down what a click found; the first word about a position counts. */
    async clicked(click: ClickRow): Promise<void> {
      await db.click.createMany({ data: [click], skipDuplicates: true });
    },

    /** What the newest clicks found, at most so many and none before `since`. */
    async foundLately(accountId: string, since: Date, most: number): Promise<Found> {
      const rows = await db.$queryRaw<{ found: keyof Found; count: number }[]>`
        select found::text as found, count(*)::int as count
        from (select found from click where account_id = ${accountId}::uuid and at >= ${since}
              order by at desc limit ${most}) newest
        group by found`;
      return counted(rows);
    },

    /** How often each of these answers was given. */
    async answered(accountId: string, answerIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await db.step.groupBy({
        by: ['answerId'],
        where: { accountId, answerId: { in: [...answerIds] } },
        _count: true,
      });
      return new Map(rows.flatMap(({ answerId, _count }) => (answerId ? [[answerId, _count]] : [])));
    },

    /** One day in sums. */
    async ofDay(accountId: string, day: Date): Promise<LedgerOfDay> {
      const [sums] = await db.$queryRaw<Omit<LedgerOfDay, keyof Found>[]>`
        select count(*)::int as calls, (count(*) filter (where kind = 'ahead'))::int as ahead,
          (count(*) filter (where kind = 'repair'))::int as repairs, (count(*) filter (where resend))::int as resends,
          coalesce(sum(prompt_tokens), 0)::int as "promptTokens",
          coalesce(sum(completion_tokens), 0)::int as "completionTokens",
          coalesce(sum(cost_micros), 0)::float8 as "costMicros"
        from model_call where account_id = ${accountId}::uuid and day = ${day}::date`;
      const rows = await db.$queryRaw<{ found: keyof Found; count: number }[]>`
        select found::text as found, count(*)::int as count from click
        where account_id = ${accountId}::uuid and at >= ${day} and at < ${new Date(day.getTime() + dayMs)}
        group by found`;
      const none = {
        calls: 0,
        ahead: 0,
        repairs: 0,
        resends: 0,
        promptTokens: 0,
        completionTokens: 0,
        costMicros: 0,
      };
      return { ...(sums ?? none), ...counted(rows) };
    },
  };
}

const dayMs = 24 * 60 * 60_000;

function counted(rows: readonly { found: keyof Found; count: number }[]): Found {
  const of = (found: keyof Found) => rows.find((row) => row.found === found)?.count ?? 0;
  return { hit: of('hit'), joined: of('joined'), missed: of('missed') };
}
