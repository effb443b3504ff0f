import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure, quantile } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { Agent } from '../agent.js';
import { check, wordsOf } from '../check/check.js';
import { allReady, terminateAll } from '../child.js';
import { makeSite, type Seat, type Site, untilQuiet } from '../site.js';
import { faultBars, type Outcome, sizeOf, type Trial } from '../trial.js';

/** Slack takes one message a second and channel, and in one channel refuses every fifth for a while. */
export async function storm(trial: Trial): Promise<Outcome> {
  const { short, seed } = trial;
  const site = await makeSite({ ...trial, agents: 8 });
  const children = site.spawnAll(1);
  await allReady(children);
  const [busy, ...calm] = site.agents;
  if (!busy) throw new Error('There is no agent');
  armStorm(site, busy, short ? [1, 2, 3] : [1, 5, 10, 20, 30]);
  const manner = {
    random: seededRandom(seed),
    waited: () => undefined,
    over: () => false,
    patienceMs: 240_000,
  };
  // What a step takes on this machine while nothing else happens.
  const agents = calm.map((seat) => new Agent(site, seat, manner));
  const before = await Promise.all(agents.map((agent) => walkCalmly(agent, 3)));
  const usual =
    quantile(
      before.flatMap(({ shownMs }) => shownMs),
      0.95,
    ) ?? 0;
  const writing = writeNotes(new Agent(site, busy, manner), sizeOf(trial, 12, 100));
  const others = agents.map((agent) => walkCalmly(agent, sizeOf(trial, 5, 200)));
  const walked = await Promise.all(others);
  for (const agent of agents) agent.leave();
  trial.progress(1, 2, 'the others are done');
  await writing;
  await untilQuiet(site, 5_000, short ? 90_000 : 3_600_000);
  await terminateAll(children);
  const checked = await check(site);
  const shownMs = walked.flatMap((walk) => walk.shownMs);
  const formMs = walked.flatMap((walk) => walk.formMs);
  return {
    bars: [
      bar(
        { name: 'storm-others-p95', value: quantile(shownMs, 0.95) ?? 0, unit: 'ms' },
        { atMost: Math.max(500, 2 * Math.round(usual)) },
      ),
      bar({ name: 'storm-forms-p99', value: quantile(formMs, 0.99) ?? 0, unit: 'ms' }, { atMost: 1_000 }),
      ...faultBars('storm', checked, []),
    ],
    figures: [
      figure('storm-others-usual-p95', usual, 'ms'),
      figure('storm-others-p50', quantile(shownMs, 0.5) ?? 0, 'ms'),
      figure('storm-forms-p50', quantile(formMs, 0.5) ?? 0, 'ms'),
      figure('storm-steps', shownMs.length, 'steps'),
    ],
    findings: wordsOf(checked),
  };
}

function armStorm({ workspace }: Site, { channelId: channel }: Seat, seconds: number[]): void {
  workspace.arm({ kind: 'rateLimiter', perSecond: 1, channel });
  for (const retryAfter of seconds) {
    const chance = 0.2 / seconds.length;
    workspace.arm({ kind: 'ratelimited', retryAfter, chance, method: 'chat.postMessage', channel });
  }
}

async function writeNotes(agent: Agent, count: number): Promise<void> {
  const step = await agent.begins('The whole floor is without network', '--flow printer-offline');
  for (let note = 0; note < count; note += 1) await agent.keepsNote(step);
  agent.leave();
}

/** Walks no faster than one message a second, and looks how long each step takes to be shown. */
async function walkCalmly(agent: Agent, steps: number) {
  const shownMs: number[] = [];
  const formMs: number[] = [];
  let step = await agent.begins(`Cannot print, ${steps} steps`, '--flow printer-offline');
  for (let taken = 0; taken < steps; taken += 1) {
    await sleep(1_500);
    formMs.push(await agent.looksAtForm(step));
    const answer = step.answers[0];
    if (!answer) {
      step = await agent.begins(`Cannot print, once more ${taken}`, '--flow printer-offline');
      continue;
    }
    await agent.pressesAnswer(step, answer);
    const acknowledged = performance.now();
    step = await agent.seesNext(step);
    shownMs.push(performance.now() - acknowledged);
  }
  return { shownMs, formMs };
}
