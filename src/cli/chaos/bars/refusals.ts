import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { check, countOf, wordsOf } from '../check/check.js';
import { startCrowd } from '../crowd.js';
import { type Here, runHere } from '../here.js';
import { makeSite, untilQuiet } from '../site.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';

/**
 * The database refuses: the first write of a transaction, its last one, or its commit. Whether it does is looked up
 * in a table of its own, so that it can be switched while everything runs.
 */
const refusing = `
  create table chaos_refusal (what text primary key);
  create function chaos_refuse() returns trigger language plpgsql as $$ begin
    if exists (select 1 from chaos_refusal where what = tg_name) then raise exception 'No space left on device'; end if;
    return new;
  end $$;
  create trigger chaos_first before insert on delivery for each row execute function chaos_refuse();
  create trigger chaos_last before insert on audit_entry for each row execute function chaos_refuse();
  create constraint trigger chaos_commit after insert on audit_entry deferrable initially deferred
    for each row execute function chaos_refuse();`;

/** The database refuses writes now and then, and loses its connections: what it did not take is not acknowledged. */
export async function refusals(trial: Trial): Promise<Outcome> {
  const times = sizeOf(trial, 10, 200);
  const site = await makeSite({ ...trial, agents: 12 });
  const here = await runHere(site, trial);
  await here.database.pool.query(refusing);
  const crowd = startCrowd(site, { seats: site.agents, seed: trial.seed });
  const random = seededRandom(trial.seed);
  for (let done = 0; done < times; done += 1) {
    trial.progress(done, times, `refusals, ${site.acts.acknowledged()} acts acknowledged`);
    await trouble(here, random);
    await sleep(300 + random() * 500);
  }
  const stuck = await crowd.finish();
  await untilQuiet(site);
  await here.stop();
  const checked = await check(site);
  const unacknowledged = site.acts.all.length - site.acts.acknowledged();
  const other = countOf(checked, 'doubled', 'paid_twice', 'audit', 'post', 'order', 'unusable', 'unfinished');
  return {
    bars: [
      bar(
        { name: 'refusals-lost', value: countOf(checked, 'lost'), unit: 'acknowledged acts' },
        { exactly: 0 },
      ),
      bar({ name: 'refusals-other', value: other + stuck.length, unit: 'faults' }, { exactly: 0 }),
      bar({ name: 'refusals-untold', value: crowd.untold(), unit: 'errors' }, { exactly: 0 }),
    ],
    figures: [
      figure('refusals-times', times, 'times'),
      figure('refusals-acknowledged', site.acts.acknowledged(), 'acts'),
      figure('refusals-refused', unacknowledged, 'acts'),
    ],
    findings: [...wordsOf(checked), ...stuck],
  };
}

/** One of the refusals for a while, or, on a server, all connections cut. */
async function trouble({ database }: Here, random: () => number): Promise<void> {
  const kinds = [
    'chaos_first',
    'chaos_last',
    'chaos_commit',
    ...(database.kind === 'postgres' ? ['cut'] : []),
  ];
  const kind = kinds[Math.floor(random() * kinds.length)];
  if (kind === 'cut') {
    await database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    return;
  }
  await database.pool.query('insert into chaos_refusal values ($1)', [kind]);
  await sleep(200 + random() * 600);
  await database.pool.query('delete from chaos_refusal');
}
