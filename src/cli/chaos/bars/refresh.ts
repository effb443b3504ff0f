import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure } from '../../shared/bars.js';
import { check, wordsOf } from '../check/check.js';
import { allReady, terminateAll } from '../child.js';
import { startCrowd } from '../crowd.js';
import { makeSite, untilQuiet } from '../site.js';
import { faultBars, type Outcome, sizeOf, type Trial } from '../trial.js';

/** Slack renews one of the two connections every ten seconds, and warns before. */
const everyMs = 10_000;

/** Every delivery finds somebody, whatever connection is being renewed. */
export async function refresh(trial: Trial): Promise<Outcome> {
  const rounds = sizeOf(trial, 3, 60);
  const site = await makeSite({ ...trial, agents: 6 });
  let deliveries = 0;
  const missed: string[] = [];
  let renewedAt = performance.now();
  site.onTraffic(({ direction, status, name, error, ms }) => {
    if (direction !== 'toApp') return;
    deliveries += 1;
    const sent = Math.round(performance.now() - ms - renewedAt);
    if (status !== 200)
      missed.push(`${name}, sent ${sent} ms after a renewal, was not taken: ${error} after ${ms} ms`);
  });
  const children = site.spawnAll();
  await allReady(children);
  // The second connection of each follows the first.
  while (site.sandbox.sockets.count() < 2 * children.length) await sleep(50);
  const crowd = startCrowd(site, { seats: site.agents, seed: trial.seed });
  for (let round = 0; round < rounds; round += 1) {
    trial.progress(round, rounds, `renewals, ${deliveries} deliveries`);
    renewedAt = performance.now();
    site.sandbox.sockets.trouble(round % 2 === 0 ? 'refresh' : 'warning', 'one');
    await sleep(everyMs);
  }
  const stuck = await crowd.finish();
  await untilQuiet(site);
  const unclean = await terminateAll(children);
  const checked = await check(site);
  return {
    bars: [
      bar({ name: 'refresh-missed', value: missed.length, unit: 'deliveries' }, { exactly: 0 }),
      bar({ name: 'refresh-exits', value: unclean, unit: 'exits' }, { exactly: 0 }),
      ...faultBars('refresh', checked, stuck),
    ],
    figures: [
      figure('refresh-times', rounds, 'times'),
      figure('refresh-deliveries', deliveries, 'deliveries'),
    ],
    findings: [...missed, ...wordsOf(checked), ...stuck],
  };
}
