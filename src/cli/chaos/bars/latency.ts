import { setTimeout as sleep } from 'node:timers/promises';
import { bar, figure, quantile } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { Agent } from '../agent.js';
import { makeSite } from '../site.js';
import type { Outcome, Trial } from '../trial.js';

/** Fifty requests a second, and every call to Slack hangs: people are answered all the same. */
export async function latency(trial: Trial): Promise<Outcome> {
  const { short, seed } = trial;
  const seconds = short ? 8 : 600;
  const perSecond = 50;
  const site = await makeSite({ ...trial, agents: 25 });
  const child = site.spawn();
  await child.ready;
  const manner = {
    random: seededRandom(seed),
    waited: () => undefined,
    over: () => false,
    patienceMs: 60_000,
  };
  const busy = await Promise.all(
    site.agents.map(async (seat) => {
      const agent = new Agent(site, seat, manner);
      return { agent, step: await agent.begins('Cannot print', '--adhoc') };
    }),
  );
  for (const method of ['chat.*', 'views.*', 'reactions.*', 'conversations.*', 'users.*'])
    site.workspace.arm({ kind: 'delay', ms: 30_000, method });
  const ackMs: number[] = [];
  let late = 0;
  const stop = site.onTraffic(({ direction, ms, status }) => {
    if (direction !== 'toApp') return;
    ackMs.push(ms);
    if (status !== 200) late += 1;
  });
  const total = seconds * perSecond;
  const begun = performance.now();
  for (let sent = 0; sent < total; sent += 1) {
    if (sent % perSecond === 0) trial.progress(sent, total, 'requests');
    const one = busy[sent % busy.length];
    if (one) void one.agent.typesNote(one.step);
    const due = begun + ((sent + 1) * 1_000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
  }
  await sleep(3_500);
  stop();
  for (const { agent } of busy) agent.leave();
  await child.kill();
  return {
    bars: [
      bar({ name: 'latency-ack-p99', value: quantile(ackMs, 0.99) ?? 0, unit: 'ms' }, { atMost: 250 }),
      bar({ name: 'latency-late', value: late, unit: 'requests' }, { exactly: 0 }),
    ],
    figures: [
      figure('latency-requests', ackMs.length, 'requests'),
      figure('latency-ack-p50', quantile(ackMs, 0.5) ?? 0, 'ms'),
    ],
    findings: [],
  };
}
