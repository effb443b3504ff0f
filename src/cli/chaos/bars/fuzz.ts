import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, parseJson } from '../../../sandbox/json.js';
import type { TrafficEntry } from '../../../sandbox/protocol.js';
import { bar, figure } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { freePort } from '../../shared/temp-product.js';
import { check, countOf, wordsOf } from '../check/check.js';
import { startCrowd } from '../crowd.js';
import { makeSite, type Site, untilQuiet } from '../site.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';
import { type Body, mutantsOf } from './mutants.js';

/** A mutant under a new trigger is a new act, and one that names another message redraws that: neither is a fault. */
const broken = ['lost', 'paid_twice', 'audit', 'order', 'unfinished'] as const;

interface Shot extends Body {
  secret: string;
  /** By how many seconds the timestamp is off. */
  skew: number;
}

/** Payloads that were changed at random but signed as Slack signs, and ones that were not. */
export async function fuzz(trial: Trial): Promise<Outcome> {
  const signed = sizeOf(trial, 400, 5_000);
  const port = await freePort();
  const site = await makeSite({ ...trial, agents: 4 });
  const { signingSecret } = site.sandbox;
  const url = `http://127.0.0.1:${port}/slack/events`;
  site.sandbox.connectHttp({ url });
  const child = site.spawn({ kind: 'http', signingSecret, port });
  await child.ready;
  const samples = await sampled(site, trial);
  const random = seededRandom(trial.seed);
  const statuses = new Map<string, number>();
  for (let shot = 0; shot < signed; shot += 1) {
    if (shot % 50 === 0) trial.progress(shot, signed, 'signed mutants');
    const body = mutantsOf(samples, random);
    await fire(url, { ...body, secret: signingSecret, skew: 0 }, 'signed', statuses);
    if (shot % 10 === 0) await fireForged(url, body, signingSecret, statuses);
  }
  await untilQuiet(site);
  const { code } = await child.terminate();
  const checked = await check(site);
  const count = (kind: string, isRight: (status: string) => boolean) =>
    [...statuses].filter(([key]) => key.startsWith(`${kind} `) && !isRight(key.slice(kind.length + 1)));
  const wrong = [
    ...count('signed', (status) => status === '200'),
    ...count('forged', (status) => status === '401'),
  ];
  const unhandled = child.log.match(/unhandled rejection/g)?.length ?? 0;
  return {
    bars: [
      bar({ name: 'fuzz-wrong-status', value: sum(wrong), unit: 'requests' }, { exactly: 0 }),
      bar({ name: 'fuzz-unhandled', value: unhandled, unit: 'rejections' }, { exactly: 0 }),
      bar({ name: 'fuzz-exits', value: code === 0 ? 0 : 1, unit: 'exits' }, { exactly: 0 }),
      bar({ name: 'fuzz-other', value: countOf(checked, ...broken), unit: 'faults' }, { exactly: 0 }),
    ],
    figures: [figure('fuzz-requests', sum([...statuses]), 'requests')],
    findings: [
      ...wrong.map(([key, times]) => `${times} times: ${key}`),
      ...(wrong.length > 0 ? failuresIn(child.log) : []),
      ...wordsOf(checked).filter((words) => broken.some((rule) => words.startsWith(rule))),
    ],
  };
}

const sum = (counts: readonly (readonly [string, number])[]): number =>
  counts.reduce((total, [, times]) => total + times, 0);

/** What the process says of requests that failed. */
function failuresIn(log: string): string[] {
  const failures = log.split('\n').flatMap((line) => {
    const entry = asObject(parseJson(line));
    const error = asObject(entry.err);
    return entry.msg === 'slack: a request failed' && entry.answered === false
      ? [`${error.stack}`.slice(0, 600)]
      : [];
  });
  return [...new Set(failures)];
}

/** What Slack really sends while people work. */
async function sampled(site: Site, { seed }: Trial): Promise<TrafficEntry[]> {
  const samples: TrafficEntry[] = [];
  const stop = site.onTraffic((entry) => {
    const isOurs = asObject(asObject(entry.request).event).bot_id !== undefined;
    if (entry.direction === 'toApp' && !isOurs) samples.push(entry);
  });
  const crowd = startCrowd(site, { seats: site.agents, seed });
  for (let waited = 0; waited < 400 && samples.length < 40; waited += 1) await sleep(50);
  await crowd.finish();
  await untilQuiet(site);
  stop();
  return samples;
}

/** Another secret, too old, too far in the future, no signature at all. */
async function fireForged(
  url: string,
  body: Body,
  secret: string,
  statuses: Map<string, number>,
): Promise<void> {
  await fire(url, { ...body, secret: 'not the secret', skew: 0 }, 'forged', statuses);
  await fire(url, { ...body, secret, skew: -301 }, 'forged', statuses);
  await fire(url, { ...body, secret, skew: 86_400 }, 'forged', statuses);
  await fire(url, { ...body, secret: '', skew: 0 }, 'forged', statuses);
}

async function fire(url: string, shot: Shot, kind: string, statuses: Map<string, number>): Promise<void> {
  const status = await send(url, shot);
  const key = `${kind} ${status}`;
  statuses.set(key, (statuses.get(key) ?? 0) + 1);
}

/** Slack waits three seconds. @returns the status, or what happened instead */
function send(url: string, { content, type, secret, skew }: Shot): Promise<string> {
  const at = Math.floor(Date.now() / 1_000) + skew;
  const hmac = createHmac('sha256', secret).update(`v0:${at}:`).update(content).digest('hex');
  const signature = { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hmac}` };
  const headers = { 'content-type': type, 'content-length': content.length, ...(secret !== '' && signature) };
  return new Promise((resolve) => {
    const call = request(url, { method: 'POST', headers, timeout: 3_000 }, (response) => {
      response.resume();
      response.once('end', () => resolve(String(response.statusCode)));
    });
    call.once('timeout', () => {
      resolve('no answer');
      call.destroy();
    });
    call.once('error', () => resolve('no connection'));
    call.end(content);
  });
}
