import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, asString } from '../../../sandbox/json.js';
import type { TrafficEntry } from '../../../sandbox/protocol.js';
import { bar, figure } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { Agent } from '../agent.js';
import { check, wordsOf } from '../check/check.js';
import { allReady, terminateAll } from '../child.js';
import { makeSite, type Site, untilQuiet } from '../site.js';
import type { OpenStep } from '../steps.js';
import { faultBars, type Outcome, sizeOf, type Trial } from '../trial.js';

interface Busy {
  agent: Agent;
  step: OpenStep;
}

/** Slack takes no message for a while: afterwards it gets the newest state of each, and nothing else. */
export async function outage(trial: Trial): Promise<Outcome> {
  const lengthMs = sizeOf(trial, 15_000, 15 * 60_000);
  const site = await makeSite({ ...trial, agents: sizeOf(trial, 20, 200) });
  const children = site.spawnAll();
  await allReady(children);
  const busy = await inTurn(site.agents.length, (place) => {
    trial.progress(place, site.agents.length, 'threads begun');
    return begin(site, trial, place);
  });
  await untilQuiet(site);
  for (const method of ['chat.*', 'response_url', 'reactions.add'])
    site.workspace.arm({ kind: 'serverError', status: 503, method });
  const begun = performance.now();
  await inTurn(busy.length, async (place) => {
    const one = busy[place];
    if (one) await one.agent.pressesAnswer(one.step, one.step.answers[0]);
  });
  while (performance.now() - begun < lengthMs) {
    trial.progress(Math.round(performance.now() - begun), lengthMs, 'ms without Slack');
    await Promise.all(busy.slice(0, 20).map(({ agent, step }) => agent.typesNote(step)));
    await sleep(trial.short ? 1_000 : 20_000);
  }
  site.workspace.clearFaults();
  const back = performance.now();
  const taken = countTaken(site);
  await untilQuiet(site, trial.short ? 20_000 : 80_000, 240_000);
  const drained = Math.max(0, taken.lastAt() - back);
  const unclean = await terminateAll(children);
  for (const { agent } of busy) agent.leave();
  const checked = await check(site);
  return {
    bars: [
      bar({ name: 'outage-most-per-message', value: taken.most(), unit: 'sent' }, { atMost: 1 }),
      bar({ name: 'outage-drained', value: drained / 1_000, unit: 's' }, { atMost: 120 }),
      ...faultBars('outage', checked, unclean === 0 ? [] : [`${unclean} processes did not end cleanly`]),
    ],
    figures: [
      figure('outage-length', lengthMs / 1_000, 's'),
      figure('outage-threads', busy.length, 'threads'),
    ],
    findings: wordsOf(checked),
  };
}

/** So many at a time: a desk's worth, not a machine's. */
const atATime = 10;

/** Does it for each place, so many at a time. */
async function inTurn<Result>(count: number, act: (place: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    for (let place = next++; place < count; place = next++) results[place] = await act(place);
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}

async function begin(site: Site, { seed }: Trial, place: number): Promise<Busy> {
  const seat = site.agents[place];
  if (!seat) throw new Error('There is no such agent');
  const agent = new Agent(site, seat, {
    random: seededRandom(seed + place),
    waited: () => undefined,
    over: () => false,
    patienceMs: 120_000,
  });
  return { agent, step: await agent.begins('Cannot print', '--flow printer-offline') };
}

/** How often each message is taken by Slack from now on. */
function countTaken(site: Site) {
  const counts = new Map<string, number>();
  let lastAt = 0;
  site.onTraffic((entry) => {
    const message = messageOf(entry);
    if (!message) return;
    lastAt = performance.now();
    counts.set(message, (counts.get(message) ?? 0) + 1);
  });
  return { most: () => Math.max(0, ...counts.values()), lastAt: () => lastAt };
}

function messageOf({ direction, name, status, error, request, response }: TrafficEntry): string | undefined {
  if (direction !== 'fromApp' || status !== 200 || error) return undefined;
  if (name === 'chat.update') return `${asObject(request).channel} ${asObject(request).ts}`;
  return name === 'chat.postMessage'
    ? `${asObject(request).channel} ${asString(asObject(response).ts)}`
    : undefined;
}
