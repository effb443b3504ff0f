import type pg from 'pg';

const CHECKPOINT_EVERY = 5 * 60_000;
/** As often as a server looks by itself: finished jobs leave their index entries behind, and each look for due ones passes them. */
const VACUUM_EVERY = 60_000;

/** Tables that PostgreSQL's own autovacuum would choose. */
const DUE = `
  select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
  where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup`;

/**
 * Does for the embedded database what a server's background processes do: without checkpoints its log grows for as
 * long as the program runs, without vacuum dead rows stay for ever. Returns what stops it.
 */
export function keepTidy(pool: pg.Pool): () => void {
  const timers = [
    setInterval(() => void checkpoint(pool).catch(ignore), CHECKPOINT_EVERY),
    setInterval(() => void vacuum(pool).catch(ignore), VACUUM_EVERY),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** Writes everything to the data files and lets the log start over. */
export async function checkpoint(pool: pg.Pool): Promise<void> {
  await pool.query('CHECKPOINT');
}

/** Frees the space of dead rows and renews the planner's figures, table by table so that other work gets between. */
export async function vacuum(pool: pg.Pool): Promise<void> {
  const due = await pool.query<{ name: string }>(DUE);
  for (const { name } of due.rows) await pool.query(`VACUUM (ANALYZE) ${name}`);
}

/** A missed round is made up by the next one; work that people wait for reports its own errors. */
function ignore(): void {}
