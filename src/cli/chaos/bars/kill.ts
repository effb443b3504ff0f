import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { check, countOf, wordsOf } from '../check/check.js';
import { allReady, type Child, terminateAll } from '../child.js';
import { type Crowd, startCrowd } from '../crowd.js';
import { makeSite, type Site, untilQuiet } from '../site.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';
import { Usable } from './usable.js';

/** How long it runs between two kills, in milliseconds after it is ready. */
const life = { shortest: 0, longest: 4_000 } as const;
/** After so many of the restarts it lives until everybody has gone on: the next kill would cut their wait short. */
const followed = 0.25;
/** Everybody can go on so long after a restart. */
const usableMs = 10_000;

/** kill -9 of one process after the other while 20 agents walk: it is started again on the same data, and they go on. */
export async function kill(trial: Trial): Promise<Outcome> {
  const kills = sizeOf(trial, 8, 200);
  const site = await makeSite({ ...trial, agents: 20 });
  const people = site.agents.map(({ personId }) => personId);
  const children = site.spawnAll();
  const usable = new Usable(children);
  const crowd = startCrowd(site, { seats: site.agents, seed: trial.seed, waited: usable.served });
  await allReady(children);
  // A start like any other, with everybody waiting, but after no kill.
  await usable.allServed(people);
  const usualMs = usable.slowest;
  const random = seededRandom(trial.seed);
  for (let killed = 0; killed < kills; killed += 1) {
    trial.progress(killed, kills, `kills, ${crowd.walked()} walks done`);
    await sleep(life.shortest + random() * (life.longest - life.shortest));
    const place = Math.floor(random() * children.length);
    await children[place]?.kill();
    const next = site.spawn();
    children[place] = next;
    usable.startedAgain(next);
    // Now and then it does not get as far as being ready.
    if (random() < 0.1) await sleep(random() * 1_000);
    else await next.ready;
    if (trial.short || random() < followed) await usable.allServed(people);
  }
  await allReady(children);
  return conclude(site, children, { crowd, kills, usable, usualMs });
}

interface Run {
  crowd: Crowd;
  kills: number;
  usable: Usable;
  usualMs: number;
}

async function conclude(
  site: Site,
  children: readonly Child[],
  { crowd, kills, usable, usualMs }: Run,
): Promise<Outcome> {
  const stuck = await crowd.finish();
  await untilQuiet(site);
  const unclean = await terminateAll(children);
  const checked = await check(site);
  const faults =
    countOf(checked, 'audit', 'post', 'order', 'unusable', 'unfinished') + stuck.length + unclean;
  const count = (rule: 'lost' | 'doubled' | 'paid_twice') => countOf(checked, rule);
  return {
    bars: [
      bar({ name: 'kill-9-lost', value: count('lost'), unit: 'acknowledged acts' }, { exactly: 0 }),
      bar({ name: 'kill-9-doubled', value: count('doubled'), unit: 'effects' }, { exactly: 0 }),
      bar({ name: 'kill-9-paid-twice', value: count('paid_twice'), unit: 'nodes' }, { exactly: 0 }),
      bar({ name: 'kill-9-other', value: faults, unit: 'faults' }, { exactly: 0 }),
      bar({ name: 'kill-9-usable', value: usable.slowest / 1_000, unit: 's' }, { atMost: usableMs / 1_000 }),
      bar({ name: 'kill-9-resent', value: checked.resent, unit: 'calls' }, { atMost: kills }),
    ],
    figures: [
      figure('kill-9-kills', kills, 'kills'),
      figure('kill-9-processes', children.length, 'processes'),
      figure('kill-9-usual-start', usualMs / 1_000, 's'),
      figure('kill-9-ready', usable.slowestStart / 1_000, 's'),
      figure('kill-9-usable-p50', usable.usual / 1_000, 's'),
      figure('kill-9-acts', site.acts.all.length, 'acts'),
      figure('kill-9-acknowledged', site.acts.acknowledged(), 'acts'),
      figure('kill-9-walks', crowd.walked(), 'walks'),
      figure('kill-9-shown-twice', checked.copies.length, 'messages'),
    ],
    findings: [
      ...wordsOf(checked),
      ...usable.waitsOver(usableMs),
      ...stuck.map((who) => `stuck: ${who}`),
      ...(unclean === 0 ? [] : [`${unclean} processes did not end cleanly when they were asked to`]),
    ],
  };
}
