import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { check, countOf, wordsOf } from '../check/check.js';
import type { Child } from '../child.js';
import { type Crowd, startCrowd } from '../crowd.js';
import { makeSite, type Site, untilQuiet } from '../site.js';
import type { Outcome, Trial } from '../trial.js';

/** How long the process lives before it is killed, in milliseconds after it is ready. */
const life = { shortest: 0, longest: 4_000 } as const;

/** kill -9 while 20 agents walk: the process is started again on the same data, and they go on. */
export async function kill(trial: Trial): Promise<Outcome> {
  const kills = trial.short ? 8 : 200;
  const site = await makeSite({ ...trial, agents: 20 });
  const usable = new Usable();
  let child = site.spawn();
  await child.ready;
  usable.startedAgain(child);
  const crowd = startCrowd(site, { seats: site.agents, seed: trial.seed, waited: usable.served });
  const random = seededRandom(trial.seed);
  for (let killed = 0; killed < kills; killed += 1) {
    trial.progress(killed, kills, `kills, ${crowd.walked()} walks done`);
    await sleep(life.shortest + random() * (life.longest - life.shortest));
    await child.kill();
    child = site.spawn();
    usable.startedAgain(child);
    // Now and then it does not get as far as being ready.
    if (random() < 0.1) await sleep(random() * 1_000);
    else await child.ready;
  }
  await child.ready;
  return conclude(site, child, { crowd, kills, slowest: () => usable.slowest });
}

interface Run {
  crowd: Crowd;
  kills: number;
  slowest(): number;
}

async function conclude(site: Site, child: Child, { crowd, kills, slowest }: Run): Promise<Outcome> {
  const stuck = await crowd.finish();
  await untilQuiet(site);
  const { code } = await child.terminate();
  const checked = await check(site);
  const findings = [
    ...wordsOf(checked),
    ...stuck.map((who) => `stuck: ${who}`),
    ...(code === 0 ? [] : [`the process ended with ${code} when it was asked to`]),
  ];
  return {
    bars: [
      bar(
        { name: 'kill-9-lost', value: countOf(checked, 'lost'), unit: 'acknowledged acts' },
        { exactly: 0 },
      ),
      bar({ name: 'kill-9-doubled', value: countOf(checked, 'doubled'), unit: 'effects' }, { exactly: 0 }),
      bar(
        { name: 'kill-9-paid-twice', value: countOf(checked, 'paid_twice'), unit: 'nodes' },
        { exactly: 0 },
      ),
      bar(
        {
          name: 'kill-9-other',
          value: countOf(checked, 'audit', 'post', 'order', 'unusable', 'unfinished') + stuck.length,
          unit: 'faults',
        },
        { exactly: 0 },
      ),
      bar({ name: 'kill-9-usable', value: slowest() / 1_000, unit: 's' }, { atMost: 10 }),
      bar({ name: 'kill-9-resent', value: checked.resent, unit: 'calls' }, { atMost: kills }),
    ],
    figures: [
      figure('kill-9-kills', kills, 'kills'),
      figure('kill-9-acts', site.acts.all.length, 'acts'),
      figure('kill-9-acknowledged', site.acts.acknowledged(), 'acts'),
      figure('kill-9-walks', crowd.walked(), 'walks'),
      figure('kill-9-shown-twice', checked.copies, 'messages'),
    ],
    findings,
  };
}

/** How long people waited for something after a restart: from the start of the process, not from when it is ready. */
class Usable {
  slowest = 0;
  private startedAt = 0;

  startedAgain(child: Child): void {
    this.startedAt = child.startedAt;
  }

  readonly served = (since: number): void => {
    const now = performance.now();
    this.slowest = Math.max(this.slowest, now - Math.max(since, this.startedAt));
  };
}
