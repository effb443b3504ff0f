import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { check, wordsOf } from '../check/check.js';
import { allReady, terminateAll } from '../child.js';
import { startCrowd } from '../crowd.js';
import { makeSite, untilQuiet } from '../site.js';
import { faultBars, type Outcome, sizeOf, type Trial } from '../trial.js';

/** SIGTERM while 20 agents walk, now and then while a connection is being renewed. */
export async function sigterm(trial: Trial): Promise<Outcome> {
  const times = sizeOf(trial, 5, 100);
  const site = await makeSite({ ...trial, agents: 20 });
  const random = seededRandom(trial.seed);
  const children = site.spawnAll();
  await allReady(children);
  const crowd = startCrowd(site, { seats: site.agents, seed: trial.seed });
  const endings: { code: number | null; ms: number }[] = [];
  for (let done = 0; done < times; done += 1) {
    trial.progress(done, times, `times, ${site.acts.acknowledged()} acts acknowledged`);
    await sleep(500 + random() * 2_500);
    if (random() < 0.3) site.sandbox.sockets.trouble(random() < 0.5 ? 'refresh' : 'drop', 'one');
    const begun = performance.now();
    const place = Math.floor(random() * children.length);
    const ending = await children[place]?.terminate();
    endings.push({ code: ending?.code ?? null, ms: performance.now() - begun });
    const next = site.spawn();
    children[place] = next;
    await next.ready;
  }
  const stuck = await crowd.finish();
  await untilQuiet(site);
  await terminateAll(children);
  const checked = await check(site);
  const slowest = Math.max(...endings.map(({ ms }) => ms));
  const uneven = endings.filter(({ code }) => code !== 0);
  return {
    bars: [
      bar({ name: 'sigterm-not-0', value: uneven.length, unit: 'exits' }, { exactly: 0 }),
      bar({ name: 'sigterm-slowest', value: slowest / 1_000, unit: 's' }, { atMost: 10 }),
      ...faultBars('sigterm', checked, stuck),
    ],
    figures: [
      figure('sigterm-times', times, 'times'),
      figure('sigterm-acknowledged', site.acts.acknowledged(), 'acts'),
      figure('sigterm-shown-twice', checked.copies.length, 'messages'),
    ],
    findings: [...wordsOf(checked), ...stuck, ...uneven.map(({ code }) => `it ended with ${code}`)],
  };
}
