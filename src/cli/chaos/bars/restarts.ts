import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure } from '../../shared/bars.js';
import { InputError } from '../../shared/command.js';
import { seededRandom } from '../../shared/random.js';
import { check, wordsOf } from '../check/check.js';
import { allReady, terminateAll } from '../child.js';
import { startCrowd } from '../crowd.js';
import { type OwnPostgres, startOwnPostgres } from '../own-postgres.js';
import { makeSite, type Site, untilQuiet } from '../site.js';
import { faultBars, type Outcome, sizeOf, type Trial } from '../trial.js';

/** PostgreSQL is restarted every five to ten seconds, now and then as if it had crashed, while two processes serve. */
export async function restarts(trial: Trial): Promise<Outcome> {
  try {
    return await restartsOf(await startOwnPostgres(), trial);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const none = bar({ name: 'restarts-times', value: 0, unit: 'restarts' }, { atLeast: 1 });
    return { bars: [none], figures: [], findings: [error.message] };
  }
}

async function restartsOf(server: OwnPostgres, trial: Trial): Promise<Outcome> {
  const wanted = sizeOf(trial, 150, 5_000);
  const site = await makeSite({ ...trial, databaseUrl: server.url, agents: 20 });
  const children = site.spawnAll();
  await allReady(children);
  const crowd = startCrowd(site, { seats: site.agents, seed: trial.seed });
  const random = seededRandom(trial.seed);
  let times = 0;
  while (stepsOf(site) < wanted && !crowd.isEmpty()) {
    trial.progress(stepsOf(site), wanted, `steps, ${times} restarts`);
    await sleep(5_000 + random() * 5_000);
    await server.restart(random() < 0.3 ? 'immediate' : 'fast');
    times += 1;
  }
  const stuck = await crowd.finish();
  await untilQuiet(site, 2_500, 120_000);
  const unclean = await terminateAll(children);
  const checked = await check(site);
  return {
    bars: [
      bar({ name: 'restarts-steps', value: stepsOf(site), unit: 'steps' }, { atLeast: wanted }),
      bar({ name: 'restarts-exits', value: unclean, unit: 'exits' }, { exactly: 0 }),
      bar({ name: 'restarts-untold', value: crowd.untold(), unit: 'errors' }, { exactly: 0 }),
      ...faultBars('restarts', checked, stuck),
    ],
    figures: [
      figure('restarts-times', times, 'restarts'),
      figure('restarts-acts', site.acts.all.length, 'acts'),
      figure('restarts-acknowledged', site.acts.acknowledged(), 'acts'),
      figure('restarts-resent', checked.resent, 'calls'),
      figure('restarts-shown-twice', checked.copies.length, 'messages'),
    ],
    findings: [...wordsOf(checked), ...stuck],
  };
}

const steps = new Set(['command', 'answer', 'back', 'step', 'note', 'escalate', 'resolve']);

/** Everything that somebody did to a walk and got an acknowledgement for. */
const stepsOf = ({ acts }: Site): number =>
  acts.all.filter(({ kind, acknowledged }) => acknowledged && steps.has(kind)).length;
