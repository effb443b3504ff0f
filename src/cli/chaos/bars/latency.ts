import { setTimeout as sleep } from 'node:timers/promises';
import { asObject } from '../../../sandbox/json.js';
import { bar, figure, quantile } from '../../shared/bars.js';
import { atExit } from '../../shared/command.js';
import { saying, startModelServer } from '../../shared/model-server.js';
import { seededRandom } from '../../shared/random.js';
import { Agent } from '../agent.js';
import { makeSite, type Seat, type Site } from '../site.js';
import type { OpenStep } from '../steps.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';

const perSecond = 50;

/** Fifty requests a second, and every call to Slack and to the model hangs: people are answered all the same. */
export async function latency(trial: Trial): Promise<Outcome> {
  const { short, seed } = trial;
  const site = await makeSite({ ...trial, agents: 25 });
  const model = await startModelServer();
  atExit(() => model.stop());
  // Nothing to go by, but an answer: the endpoint counts as one that works.
  model.behave(saying('{}'));
  const child = site.spawn(undefined, undefined, { OPENAI_BASE_URL: model.url, INTAKE_MODEL: 'silent' });
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
      return { seat, agent, step: await agent.begins('Cannot print', '--adhoc') };
    }),
  );
  const progress = (what: string) => (sent: number, total: number) => trial.progress(sent, total, what);
  await measure(site, busy, 3, progress('requests to warm up'));
  // What the same requests take on this machine while Slack answers.
  const usual = await measure(site, busy, short ? 4 : 60, progress('requests'));
  for (const method of ['chat.*', 'views.*', 'reactions.*', 'conversations.*', 'users.*'])
    site.workspace.arm({ kind: 'delay', ms: 30_000, method });
  model.behave({ kind: 'silent' });
  const asked = model.requests.length;
  const hanging = await measure(site, busy, sizeOf(trial, 8, 600), progress('requests while Slack hangs'));
  for (const { agent } of busy) agent.leave();
  await child.kill();
  const [reference, p99] = [quantile(usual.ackMs, 0.99) ?? 0, quantile(hanging.ackMs, 0.99) ?? 0];
  return {
    bars: [
      // The short run goes beside other work: there twice of what is usual counts as well.
      bar(
        { name: 'latency-ack-p99', value: p99, unit: 'ms' },
        { atMost: short ? Math.max(250, 2 * Math.round(reference)) : 250 },
      ),
      bar({ name: 'latency-late', value: hanging.late, unit: 'requests' }, { exactly: 0 }),
      bar(
        { name: 'latency-model-asked', value: model.requests.length - asked, unit: 'requests' },
        { atLeast: 1 },
      ),
    ],
    figures: [
      figure('latency-requests', hanging.ackMs.length, 'requests'),
      figure('latency-ack-p50', quantile(hanging.ackMs, 0.5) ?? 0, 'ms'),
      figure('latency-usual-p99', reference, 'ms'),
    ],
    findings: [],
  };
}

interface Busy {
  seat: Seat;
  agent: Agent;
  step: OpenStep;
}

/** Notes typed at an even pace, a new problem for the model every second, and how long each takes to be acknowledged. */
async function measure(
  site: Site,
  busy: readonly Busy[],
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
    if (one && sent % perSecond === 0) void describes(site, one.seat, sent / perSecond);
    else if (one) void one.agent.typesNote(one.step);
    const due = begun + ((sent + 1) * 1_000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
  }
  // Slack waits three seconds.
  await sleep(3_500);
  stop();
  return { ackMs, late };
}

/** By its error code each problem is another one. */
function describes({ workspace }: Site, { personId, channelId }: Seat, nth: number): Promise<unknown> {
  const text = `/intake --build The printer stops with error 0x${(0x8000 + nth).toString(16)}`;
  return workspace.do(personId, { type: 'send', channel: channelId, text }).acked;
}
