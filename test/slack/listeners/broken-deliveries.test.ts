import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { ErrorCode as BoltCode } from '@slack/bolt';
import { ErrorCode as SlackCode } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Body,
  change,
  pathsIn,
  renewed,
  strange,
  written,
} from '../../../src/cli/chaos/bars/mutants.js';
import { asObject } from '../../../src/sandbox/json.js';
import { testDatabase } from '../../support/database.js';
import { type Delivery, recordedDeliveries } from '../../support/deliveries.js';
import { stage } from '../../support/product.js';
import { registeredListeners } from '../../support/registered.js';

const wrong: string[] = [];
/** Triggers and response URLs are made up or long gone here, and Slack says so; nothing else may fail. */
const slacks: ReadonlySet<unknown> = new Set([SlackCode.PlatformError, BoltCode.RespondError]);
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields: object, message: string) => {
    if (!('err' in fields) || !(fields.err instanceof Error)) return;
    const { err } = fields;
    if (!('code' in err && slacks.has(err.code))) wrong.push(`${message}: ${err.stack?.slice(0, 600)}`);
  },
};
const desk = await stage(await testDatabase(), { log }, { over: 'http' });
const { url, signingSecret } = desk.http ?? { url: '', signingSecret: '' };
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
afterAll(() => agent.destroy());
beforeEach(() => {
  wrong.length = 0;
});

function send({ content, type }: Body): Promise<number> {
  const at = String(Math.floor(Date.now() / 1_000));
  const hmac = createHmac('sha256', signingSecret).update(`v0:${at}:`).update(content).digest('hex');
  const headers = {
    'content-type': type,
    'content-length': content.length,
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${hmac}`,
  };
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    call.once('error', reject);
    call.end(content);
  });
}

/** As it was recorded, but answered to this workspace. */
const { origin } = new URL(desk.client.slackApiUrl);
const recorded = recordedDeliveries().map(
  (delivery): Delivery => JSON.parse(JSON.stringify(delivery).replaceAll('https://sandbox.invalid', origin)),
);
const typed = ['', 'help', 'mine', 'queue', 'flows', 'settings', 'escalate smoke', '--adhoc odd'];
const deliveries = recorded.flatMap((delivery) =>
  delivery.kind === 'command'
    ? typed.map((text) => ({
        ...delivery,
        as: `${delivery.as} ${text}`,
        payload: { ...delivery.payload, text },
      }))
    : [delivery],
);

/** What is done to a place: it is taken out, or something strange is put there. */
const ways: readonly unknown[] = [undefined, ...strange];

/** Every place in a payload, by its path; the elements of a list are alike, so the first that has it stands for all. */
function placesIn({ kind, payload }: Delivery): Map<string, readonly string[]> {
  const places = new Map<string, readonly string[]>();
  for (const path of pathsIn(payload)) {
    const place = `${kind} ${path.map((key) => (/^\d+$/.test(key) ? '*' : key)).join('.')}`;
    if (!places.has(place)) places.set(place, path);
  }
  return places;
}

/** In how many deliveries of its kind a place is. */
const common = new Map<string, number>();
for (const delivery of recorded)
  for (const place of placesIn(delivery).keys()) common.set(place, (common.get(place) ?? 0) + 1);

/**
 * What few deliveries have is taken out in each, and broken in one more way. What many have is broken in every second
 * one, each time in another way, so that all ways come up. With `BROKEN=all` everything is broken in all ways
 * everywhere: fourteen times as many requests.
 */
function* brokenOf(delivery: Delivery, turn: number): Generator<[path: readonly string[], way: unknown]> {
  for (const [index, [place, path]] of [...placesIn(delivery)].entries()) {
    const isRare = (common.get(place) ?? 0) < 2 * ways.length;
    const next = (index + turn) % (isRare ? ways.length : 2 * ways.length);
    const these = isRare ? [...new Set([undefined, ways[next]])] : ways.slice(next, next + 1);
    for (const way of process.env.BROKEN === 'all' ? ways : these) yield [path, way];
  }
}

/** What a person says is read where it is said in a walk's thread. */
async function walkIn({ payload }: Delivery): Promise<void> {
  const { channel, thread_ts } = asObject(payload.event);
  await desk.product.useCases.submitIntake(await desk.caller('agent'), {
    problem: 'in a thread',
    how: { kind: 'ad_hoc' },
    channelId: String(channel),
    responseUrl: null,
  });
  await desk.product.idle();
  const move = "update post set channel_id = $1, ts = $2 where kind = 'session_card'";
  await desk.rows(move, [channel, thread_ts]);
}

describe('a broken delivery', () => {
  let sent = 0;
  beforeAll(async () => {
    const said = recorded.find(({ as }) => as === 'event message thread');
    if (said) await walkIn(said);
  });

  it('is tried of everything that is listened to', () => {
    const tried = recorded.map(({ kind, name }) => `${kind === 'submission' ? 'view' : kind} ${name}`);
    const known = new Set(tried.map((one) => one.replace(/:\d+$/, '')));
    expect(registeredListeners(desk.product.useCases).filter((one) => !known.has(one))).toEqual([]);
  });

  it.each(deliveries.map((delivery, turn) => [delivery.as, delivery, turn] as const))(
    'is acknowledged and harms nothing: %s',
    async (_, delivery, turn) => {
      const broken = brokenOf(delivery, turn);
      const sends = async () => {
        for (const [path, way] of broken) {
          const payload = renewed(delivery.payload);
          change(payload, path, way);
          const status = await send(written(delivery.kind, payload));
          sent += 1;
          const put = JSON.stringify(way)?.slice(0, 40) ?? 'nothing';
          if (status !== 200) wrong.push(`${status} for ${put} as ${path.join('.')}`);
        }
      };
      await Promise.all(Array.from({ length: 8 }, sends));
      await desk.product.idle();
      expect(wrong).toEqual([]);
    },
    600_000,
  );

  it('counts what was tried', () => {
    expect(sent).toBeGreaterThan(8_000);
  });
});
