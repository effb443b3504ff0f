/**
 * Faults of the product's own, planted into the database of a run: a suite that does not report them proves nothing.
 * Each takes one of the guards away that the product relies on.
 */
export const plants = {
  /** Every delivery is taken for the first of its kind. */
  'no-delivery-key': trigger('delivery', 'insert', "new.key := new.key || ':' || gen_random_uuid();"),
  /** Jobs of one walk run side by side. */
  'no-lane': trigger('job', 'insert', 'new.lane := null;'),
  /** A job that runs is taken again by whoever looks. */
  'no-lease': trigger('job', 'update', 'new.locked_until := null;'),
} as const;

export type Plant = keyof typeof plants;

export const isPlant = (name: string): name is Plant => Object.hasOwn(plants, name);

function trigger(table: string, when: 'insert' | 'update', body: string): string {
  return `
    create function planted() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
    create trigger planted before ${when} on ${table} for each row execute function planted();`;
}
