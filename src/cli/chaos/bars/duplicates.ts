import { setTimeout as sleep } from 'node:timers/promises';
import { asObject } from '../../../sandbox/json.js';
import type { TrafficEntry } from '../../../sandbox/protocol.js';
import { bar, figure } from '../../shared/bars.js';
import { check, countOf, undisturbed, wordsOf } from '../check/check.js';
import { startCrowd } from '../crowd.js';
import { makeSite, type Site, untilQuiet } from '../site.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';

/** Each delivery comes two to five times at once, over two processes with three sockets, and has one effect. */
export async function duplicates(trial: Trial): Promise<Outcome> {
  const wanted = sizeOf(trial, 300, 10_000);
  const site = await makeSite({ ...trial, agents: trial.short ? 12 : 20 });
  let deliveries = 0;
  site.onTraffic((entry) => {
    if (isOfAPerson(entry)) deliveries += 1;
  });
  armDuplicates(site);
  const children = spawnSeveral(site);
  await Promise.all(children.map(({ ready }) => ready));
  const crowd = startCrowd(site, { seats: site.agents, seed: trial.seed });
  while (deliveries < wanted && !crowd.isEmpty()) {
    trial.progress(deliveries, wanted, `deliveries of ${site.acts.all.length} acts`);
    await sleep(250);
  }
  const stuck = await crowd.finish();
  await untilQuiet(site);
  await Promise.all(children.map((child) => child.terminate()));
  const checked = await check(site);
  const effects = countOf(checked, 'doubled', 'paid_twice') + checked.copies.length + checked.whispers.length;
  const lost = countOf(checked, 'lost', 'unusable', 'unfinished', 'post') + stuck.length;
  return {
    bars: [
      bar({ name: 'duplicates-second-effects', value: effects, unit: 'effects' }, { exactly: 0 }),
      bar({ name: 'duplicates-lost', value: lost, unit: 'acts' }, { exactly: 0 }),
      bar(
        { name: 'duplicates-audit', value: countOf(checked, 'audit', 'order'), unit: 'faults' },
        { exactly: 0 },
      ),
    ],
    figures: [
      figure('duplicates-acts', site.acts.all.length, 'acts'),
      figure('duplicates-deliveries', deliveries, 'deliveries'),
      figure('duplicates-processes', children.length, 'processes'),
      // On a busy machine some wait for longer than Slack does, and press again.
      figure('duplicates-undisturbed', undisturbed(site).length, 'people'),
    ],
    findings: [...wordsOf(checked), ...checked.copies, ...checked.whispers, ...stuck],
  };
}

/** Slack tells the app of the app's own messages too; those do not count. */
const isOfAPerson = ({ direction, request }: TrafficEntry): boolean =>
  direction === 'toApp' && asObject(asObject(request).event).bot_id === undefined;

/** Two to five copies of everything a person can cause; of events also under other ids, as Slack has done. */
function armDuplicates({ workspace }: Site): void {
  for (const method of ['command', 'action', 'submission', 'event']) {
    const kind = 'duplicate' as const;
    workspace.arm({ kind, method, copies: 2, chance: 0.25 });
    workspace.arm({ kind, method, copies: 3, chance: 0.33, freshEventIds: true });
    workspace.arm({ kind, method, copies: 4, chance: 0.5 });
    workspace.arm({ kind, method, copies: 5, freshEventIds: true });
  }
}

/** The embedded database has one process; PostgreSQL has as many as one likes. */
function spawnSeveral(site: Site) {
  const { appToken } = site.sandbox;
  const socket = (connections: number) => ({ kind: 'socket', appToken, connections }) as const;
  if (site.database.kind === 'embedded') return [site.spawn(socket(3))];
  return [site.spawn(socket(2)), site.spawn(socket(1))];
}
