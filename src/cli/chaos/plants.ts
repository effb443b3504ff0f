import type { Database } from '../../store/database/open.js';

/**
 * Faults of the product's own, planted to see that they are found: each takes one of the guards away that the
 * product relies on. Those with SQL change the database of the run; the others are put in where the product is put
 * together.
 */
const plants = {
  /** Everything is acknowledged before it is stored. */
  'ack-first': null,
  /** Every delivery is taken for the first of its kind. */
  'no-delivery-key': trigger('delivery', 'insert', "new.key := new.key || ':' || gen_random_uuid();"),
  /** Jobs of one walk run side by side. */
  'no-lane': trigger('job', 'insert', 'new.lane := null;'),
  /** A job that runs is taken again by whoever looks. */
  'no-lease': trigger('job', 'update', 'new.locked_until := null;'),
} as const;

export type Plant = keyof typeof plants;

export const isPlant = (name: string): name is Plant => Object.hasOwn(plants, name);

/** Puts the fault into the database, if it is one that lives there. */
export async function plantIn({ pool }: Pick<Database, 'pool'>, plant: Plant): Promise<void> {
  const sql = plants[plant];
  if (sql !== null) await pool.query(sql);
}

function trigger(table: string, when: 'insert' | 'update', body: string): string {
  return `
    create function planted() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
    create trigger planted before ${when} on ${table} for each row execute function planted();`;
}
