import type { FlowRecord } from '../domain/flow-record.js';
import type { MatchReadiness } from '../domain/match-learning.js';
import type { Db } from './db.js';

/** What an account's matching goes by. */
export interface Matching {
  readiness: MatchReadiness;
  /** The id of the embedder whose vectors are complete; null while none has seen every phrase. */
  embedderId: string | null;
}

/** How far an embedder is with an account's phrases. */
export interface IndexProgress {
  embedded: number;
  total: number;
}

/** How many of a flow's newest walks its record is made of. */
const walksOfRecord = 100;

/** From this trigram similarity on two problems are alike. */
const alike = 0.35;

/** An account's matching: how ready it is, which vectors serve, and what became of its flows' walks. */
export function matchingStore(db: Db) {
  return {
    async of(accountId: string): Promise<Matching> {
      const row = await db.account.findUniqueOrThrow({
        where: { id: accountId },
        select: { matchReadiness: true, embedder: true },
      });
      return { readiness: row.matchReadiness, embedderId: row.embedder };
    },

    async setReadiness(accountId: string, matchReadiness: MatchReadiness): Promise<void> {
      await db.account.update({ where: { id: accountId }, data: { matchReadiness } });
    },

    /**
     * From here on the account is searched by this embedder's vectors; those of others go. Their lenses stay: one that
     * comes back has the same vectors again, and its lens's versions must go on where processes know them.
     */
    async serveBy(accountId: string, embedderId: string): Promise<void> {
      await db.account.update({ where: { id: accountId }, data: { embedder: embedderId } });
      await db.embedding.deleteMany({ where: { accountId, embedder: { not: embedderId } } });
    },

    /** The texts of live flows and categories that have a vector of this embedder, and how many there are. */
    async progress(accountId: string, embedderId: string): Promise<IndexProgress> {
      const [row] = await db.$queryRaw<{ embedded: bigint; total: bigint }[]>`
        select count(e.phrase_id) as embedded, count(*) as total
        from phrase p
        left join flow f on f.account_id = p.account_id and f.id = p.flow_id
        left join category c on c.account_id = p.account_id and c.id = p.category_id
        left join embedding e on e.account_id = p.account_id and e.phrase_id = p.id and e.embedder = ${embedderId}
        where p.account_id = ${accountId}::uuid and p.kind <> 'body'
          and (f.retired_at is null and f.current_version_id is not null or c.id is not null and c.archived_at is null)`;
      return { embedded: Number(row?.embedded ?? 0), total: Number(row?.total ?? 0) };
    },

    /** What became of the newest walks on these flows, and how many of the solved ones were of a problem like this. */
    async records(
      accountId: string,
      flowIds: readonly string[],
      problem: string,
    ): Promise<Map<string, FlowRecord>> {
      const rows = await db.$queryRaw<{ id: string; walks: bigint; solved: bigint; alike: bigint }[]>`
        select f.id, count(w.*) as walks, count(*) filter (where w.solved) as solved,
          count(*) filter (where w.solved and similarity(left(w.problem, 200), left(${problem}, 200)) >= ${alike}) as alike
        from flow f
        left join lateral (
          select i.problem, s.status = 'resolved' and s.helpful is not false as solved
          from flow_version v
          join session s on s.account_id = v.account_id and s.tree_id = v.tree_id
          join ticket t on t.account_id = s.account_id and t.id = s.ticket_id
          join intake i on i.account_id = t.account_id and i.id = t.intake_id
          where v.account_id = f.account_id and v.flow_id = f.id and s.kind = 'flow' and not i.private
            and (s.status in ('resolved', 'escalated') or s.abandoned_for = 'wrong_flow')
          order by s.created_at desc limit ${walksOfRecord}
        ) w on true
        where f.account_id = ${accountId}::uuid and f.id = any(${[...flowIds]}::uuid[])
        group by f.id`;
      return new Map(
        rows.map(({ id, ...counts }) => [
          id,
          { walks: Number(counts.walks), solved: Number(counts.solved), alike: Number(counts.alike) },
        ]),
      );
    },
  };
}
