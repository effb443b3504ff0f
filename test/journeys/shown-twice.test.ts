import { afterEach, beforeAll, expect, it } from 'vitest';
import type { MessageView } from '../../src/sandbox/index.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, workspace, clock, product } = await stage(await testDatabase());
const ava = as('agent');

beforeAll(() => publish(badgeReader));
afterEach(() => workspace.clearFaults());

/** Slack takes the next step's message, but its answer is lost: it is sent again, and stands there twice. */
async function shownTwice(): Promise<MessageView[]> {
  const before = workspace.lastTraffic();
  workspace.arm({ kind: 'dropReply', method: 'chat.postMessage', times: 1 });
  await ava.clicks('Yes');
  clock.passes(5_000);
  await product.worker.idle();
  const posted = workspace
    .traffic()
    .filter(({ id, name }) => id > before && name === 'chat.postMessage')
    .map(({ response }) => JSON.stringify(response));
  const copies = ava.view.channels
    .flatMap(({ id }) => ava.view.messages[id] ?? [])
    .filter(({ blocks }) => JSON.stringify(blocks).includes('Step 2'))
    .filter(({ ts }) => posted.some((answer) => answer.includes(ts)));
  expect(copies).toHaveLength(2);
  return copies;
}

const withButtons = (copies: MessageView[]): MessageView[] =>
  copies.filter(({ channel, ts }) => {
    const now = ava.view.messages[channel]?.find((message) => message.ts === ts);
    return JSON.stringify(now?.blocks).includes('Escalate');
  });

it('closes both copies of a step, whichever was pressed', async () => {
  await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
  const copies = await shownTwice();
  await ava.clicks('Done', { on: copies[0] });
  ava.sees('Step 3');
  expect(withButtons(copies)).toEqual([]);
});

it('closes a copy that is pressed after the step was answered on the other', async () => {
  await ava.types(`/intake ${badgeProblem}`, { in: '#general' });
  const copies = await shownTwice();
  await ava.clicks('Done', { on: copies[1] });
  expect(withButtons(copies)).toHaveLength(1);
  await ava.clicks('Done', { on: copies[0] });
  ava.sees('Already answered');
  expect(withButtons(copies)).toEqual([]);
});
