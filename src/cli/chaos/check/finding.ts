import type { Database } from '../../../store/database/open.js';

/** Something that must never be; the rule says which promise it breaks. */
export interface Finding {
  rule: 'lost' | 'doubled' | 'paid_twice' | 'audit' | 'post' | 'order' | 'unusable' | 'unfinished';
  what: string;
}

export type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>;

export const queryOf =
  ({ pool }: Pick<Database, 'pool'>): Query =>
  async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await pool.query<Row>(sql, values)).rows;

/** So many times each key occurs. */
export function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
