import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure } from '../../shared/bars.js';
import { check, countOf, wordsOf } from '../check/check.js';
import { allReady, terminateAll } from '../child.js';
import { startCrowd } from '../crowd.js';
import { makeSite, untilQuiet } from '../site.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';

/** What the app calls to show something; a form that does not open is opened again by the person. */
const shows = ['chat.*', 'response_url', 'reactions.add', 'conversations.open'] as const;

/** Of all calls to Slack 30 % fail: half of them before the effect, half after it, with the answer lost. */
export async function replies(trial: Trial): Promise<Outcome> {
  const wanted = sizeOf(trial, 100, 1_000);
  const site = await makeSite({ ...trial, agents: 12 });
  let calls = 0;
  site.onTraffic(({ direction }) => {
    if (direction === 'fromApp') calls += 1;
  });
  const children = site.spawnAll();
  await allReady(children);
  for (const method of shows) {
    site.workspace.arm({ kind: 'serverError', status: 503, method, chance: 0.15 });
    site.workspace.arm({ kind: 'dropReply', method, chance: 0.18 });
  }
  const crowd = startCrowd(site, { seats: site.agents, seed: trial.seed });
  while (site.acts.all.length < wanted && !crowd.isEmpty()) {
    trial.progress(site.acts.all.length, wanted, `acts, ${calls} calls`);
    await sleep(250);
  }
  const stuck = await crowd.finish();
  site.workspace.clearFaults();
  await untilQuiet(site, 10_000, 120_000);
  await terminateAll(children);
  const checked = await check(site);
  const missing = countOf(checked, 'post', 'unusable', 'unfinished') + stuck.length;
  const doubled = countOf(checked, 'doubled', 'paid_twice');
  const other = countOf(checked, 'lost', 'audit', 'order');
  return {
    bars: [
      bar({ name: 'replies-missing', value: missing, unit: 'messages' }, { exactly: 0 }),
      bar({ name: 'replies-second-effects', value: doubled, unit: 'effects' }, { exactly: 0 }),
      bar({ name: 'replies-other', value: other, unit: 'faults' }, { exactly: 0 }),
    ],
    figures: [
      figure('replies-acts', site.acts.all.length, 'acts'),
      figure('replies-calls', calls, 'calls'),
      figure('replies-shown-twice', checked.copies.length, 'messages'),
    ],
    findings: [...wordsOf(checked), ...stuck],
  };
}
