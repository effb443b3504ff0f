import { setTimeout as sleep } from 'node:timers/promises';
import { asObject } from '../../../sandbox/json.js';
import { bar, figure, quantile } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { Agent } from '../agent.js';
import { makeSite, type Site } from '../site.js';
import type { OpenStep } from '../steps.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';

const perSecond = 50;

/** Fifty requests a second, and every call to Slack hangs: people are answered all the same. */
export async function latency(trial: Trial): Promise<Outcome> {
  const { short, seed } = trial;
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
  const progress = (what: string) => (sent: number, total: number) => trial.progress(sent, total, what);
  await measure(site, busy, 3, progress('requests to warm up'));
  // What the same requests take on this machine while Slack answers.
  const usual = await measure(site, busy, short ? 4 : 60, progress('requests'));
  for (const method of ['chat.*', 'views.*', 'reactions.*', 'conversations.*', 'users.*'])
    site.workspace.arm({ kind: 'delay', ms: 30_000, method });
  const hanging = await measure(site, busy, sizeOf(trial, 8, 600), progress('requests while Slack hangs'));
  for (const { agent } of busy) agent.leave();
  await child.kill();
  const [reference, p99] = [quantile(usual.ackMs, 0.99) ?? 0, quantile(hanging.ackMs, 0.99) ?? 0];
  return {
    bars: [
      // On a machine that is busy with something else, twice of what is usual on it counts.
      bar(
        { name: 'latency-ack-p99', value: p99, unit: 'ms' },
        { atMost: Math.max(250, 2 * Math.round(reference)) },
      ),
      bar({ name: 'latency-late', value: hanging.late, unit: 'requests' }, { exactly: 0 }),
    ],
    figures: [
      figure('latency-requests', hanging.ackMs.length, 'requests'),
      figure('latency-ack-p50', quantile(hanging.ackMs, 0.5) ?? 0, 'ms'),
      figure('latency-usual-p99', reference, 'ms'),
    ],
    findings: [],
  };
}

/** Notes typed at an even pace, and how long each takes to be acknowledged. */
async function measure(
  site: Site,
  busy: readonly { agent: Agent; step: OpenStep }[],
  seconds: number,
  progress: (sent: number, total: number) => void,
): Promise<{ ackMs: number[]; late: number }> {
  const ackMs: number[] = [];
  let late = 0;
  const stop = site.onTraffic(({ direction, ms, status, request }) => {
    if (direction !== 'toApp' || asObject(asObject(request).event).bot_id !== undefined) return;
    ackMs.push(ms);
    if (status !== 200) late += 1;
  });
  const total = seconds * perSecond;
  const begun = performance.now();
  for (let sent = 0; sent < total; sent += 1) {
    if (sent % perSecond === 0) progress(sent, total);
    const one = busy[sent % busy.length];
    if (one) void one.agent.typesNote(one.step);
    const due = begun + ((sent + 1) * 1_000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
  }
  // Slack waits three seconds.
  await sleep(3_500);
  stop();
  return { ackMs, late };
}
