import { type Lens, lengthThrough, plainLens } from '../domain/match-lens.js';
import { usualVectors } from '../domain/match-weights.js';
import type { Db } from './db.js';

/** How many texts an account's flows have vectors of, and of how many its lens was learned; 0 without one. */
export interface LensAge {
  texts: number;
  learnedFrom: number;
}

/** A text to learn from, and whose it is. */
export interface SampledText {
  phraseId: string;
  flowId: string;
}

/** A page of an account's stored vectors, in the order of their phrases. */
export interface VectorPage {
  phraseIds: string[];
  vectors: Float32Array[];
}

export interface LensStore {
  /** How much has come to the account's texts since its lens was learned. */
  age(accountId: string, embedderId: string): Promise<LensAge>;
  /** Up to `limit` texts of flows that have a vector, whole flows mostly; of the same library always the same ones. */
  sample(accountId: string, embedderId: string, limit: number): Promise<SampledText[]>;
  /** The vectors of these phrases, in their order; none of those that are gone. */
  vectorsOf(
    accountId: string,
    embedderId: string,
    phraseIds: readonly string[],
  ): Promise<(Float32Array | undefined)[]>;
  /** From here on the account's vectors are looked at through this lens. */
  save(accountId: string, embedderId: string, lens: Lens, learnedFrom: number): Promise<void>;
  /** The next `limit` stored vectors after this phrase, or the first ones. */
  page(accountId: string, embedderId: string, after: string | null, limit: number): Promise<VectorPage>;
  /** Writes down how long the vectors of these phrases are through the account's lens. */
  saveLengths(
    accountId: string,
    embedderId: string,
    phraseIds: readonly string[],
    lengths: readonly number[],
  ): Promise<void>;
}

/** The lenses of accounts, and what they are learned from. */
export function lensStore(db: Db): LensStore {
  return {
    async age(accountId, embedderId) {
      const [row] = await db.$queryRaw<LensAge[]>`
        select (select count(*)::int from embedding e
            join phrase p on p.account_id = e.account_id and p.id = e.phrase_id
            where e.account_id = ${accountId}::uuid and e.embedder = ${embedderId} and p.flow_id is not null) as texts,
          coalesce((select learned_from from lens
            where account_id = ${accountId}::uuid and embedder = ${embedderId}), 0) as "learnedFrom"`;
      return row ?? { texts: 0, learnedFrom: 0 };
    },

    sample: (accountId, embedderId, limit) => db.$queryRaw<SampledText[]>`
      select p.id as "phraseId", p.flow_id as "flowId"
      from phrase p
      join embedding e on e.account_id = p.account_id and e.phrase_id = p.id and e.embedder = ${embedderId}
      join flow f on f.account_id = p.account_id and f.id = p.flow_id
      where p.account_id = ${accountId}::uuid
      -- By what they say, not by ids that are made by chance: the same library has the same lens everywhere.
      order by md5(f.title), p.flow_id, p.kind, p.text
      limit ${limit}`,

    async vectorsOf(accountId, embedderId, phraseIds) {
      const rows = await db.$queryRaw<{ phraseId: string; vector: string }[]>`
        select phrase_id as "phraseId", vector::text as vector from embedding
        where account_id = ${accountId}::uuid and embedder = ${embedderId}
          and phrase_id = any(${[...phraseIds]}::uuid[])`;
      const found = new Map(rows.map(({ phraseId, vector }) => [phraseId, parsed(vector)]));
      return phraseIds.map((phraseId) => found.get(phraseId));
    },

    async save(accountId, embedder, lens, learnedFrom) {
      const kept = { learnedFrom, numbers: packed(lens) };
      await db.lens.upsert({
        where: { accountId_embedder: { accountId, embedder } },
        create: { accountId, embedder, version: 1, ...kept },
        update: { version: { increment: 1 }, ...kept },
      });
    },

    async page(accountId, embedderId, after, limit) {
      const rows = await db.$queryRaw<{ phraseId: string; vector: string }[]>`
        select phrase_id as "phraseId", vector::text as vector from embedding
        where account_id = ${accountId}::uuid and embedder = ${embedderId}
          and phrase_id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
        order by phrase_id
        limit ${limit}`;
      return {
        phraseIds: rows.map(({ phraseId }) => phraseId),
        vectors: rows.map(({ vector }) => parsed(vector)),
      };
    },

    async saveLengths(accountId, embedderId, phraseIds, lengths) {
      await db.$executeRaw`
        update embedding e set length = seen.length
        from unnest(${[...phraseIds]}::uuid[], ${[...lengths]}::real[]) as seen(phrase_id, length)
        where e.account_id = ${accountId}::uuid and e.phrase_id = seen.phrase_id and e.embedder = ${embedderId}`;
    },
  };
}

/** Lenses that searches have looked through, read again when there is a newer one. Shared by all that serve one database. */
export interface KnownLenses {
  /** The lens of an account, of this version or a newer one; the plain one where none was learned (null). */
  of(db: Db, accountId: string, embedderId: string, version: number | null): Promise<Lens>;
}

/** A lens takes about 130 kB. */
const mostKnown = 100;

/** Remembers the lenses that were looked through last. */
export function knownLenses(): KnownLenses {
  const known = new Map<string, { version: number; lens: Lens }>();
  const plain = new Map<string, Lens>();
  return {
    async of(db, accountId, embedder, version) {
      if (version === null) {
        const lens = plain.get(embedder) ?? plainLens(usualVectors[embedder] ?? []);
        plain.set(embedder, lens);
        return lens;
      }
      const key = `${accountId} ${embedder}`;
      const before = known.get(key);
      if (before && before.version >= version) return before.lens;
      const row = await db.lens.findUnique({ where: { accountId_embedder: { accountId, embedder } } });
      if (!row) return this.of(db, accountId, embedder, null);
      const lens = unpacked(row.numbers);
      known.delete(key);
      known.set(key, { version: row.version, lens });
      const oldest = known.keys().next();
      if (known.size > mostKnown && !oldest.done) known.delete(oldest.value);
      return lens;
    },
  };
}

/** The lengths of vectors of length 1 through the account's present lens. */
export async function lengthsOf(
  db: Db,
  lenses: KnownLenses,
  accountId: string,
  embedderId: string,
  vectors: readonly Float32Array[],
): Promise<number[]> {
  const row = await db.lens.findUnique({
    where: { accountId_embedder: { accountId, embedder: embedderId } },
    select: { version: true },
  });
  const lens = await lenses.of(db, accountId, embedderId, row?.version ?? null);
  return vectors.map((vector) => lengthThrough(lens, vector));
}

/** Stored vectors have been made by us: as JSON they read a hundred times as fast as number by number. */
const parsed = (vector: string): Float32Array => Float32Array.from(JSON.parse(vector) as number[]);

/** In this order: how wide it is, its unit, the center, the damping, the directions; 32-bit floats, little-endian. */
function packed({ center, unit, damping, directions }: Lens): Uint8Array<ArrayBuffer> {
  const numbers = [center.length, unit, ...center, ...damping, ...directions.flatMap((one) => [...one])];
  return new Uint8Array(Float32Array.from(numbers).buffer);
}

function unpacked(bytes: Uint8Array): Lens {
  const numbers = new Float32Array(bytes.slice().buffer);
  const [width = 0, unit = 1] = numbers;
  const count = Math.round((numbers.length - 2 - width) / (width + 1));
  const from = 2 + width + count;
  return {
    unit,
    center: numbers.subarray(2, 2 + width),
    damping: [...numbers.subarray(2 + width, from)],
    directions: Array.from({ length: count }, (_, k) =>
      numbers.subarray(from + k * width, from + (k + 1) * width),
    ),
  };
}
