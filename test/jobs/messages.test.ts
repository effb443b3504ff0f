import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, workspace, rows, clock, product } = await stage(await testDatabase());
const ava = as('agent');

beforeAll(() => publish(badgeReader));
afterEach(() => workspace.clearFaults());

const again = async (ms: number): Promise<void> => {
  clock.passes(ms);
  await product.worker.idle();
};

const sent = (method: string): number =>
  workspace.traffic().filter(({ name, status, error }) => name === method && status === 200 && !error).length;

describe('messages to Slack', () => {
  it('come again after Slack has asked for a pause, in order, none lost and none twice', async () => {
    workspace.arm({ kind: 'ratelimited', method: 'chat.postMessage', retryAfter: 30, times: 1 });
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    ava.doesNotSee('#1 In progress');
    await again(30_001);
    await again(1_000);
    ava.sees('🟢 #1 In progress');
    ava.sees('Does the reader beep when the badge touches it? Step 1');
    expect(ava.screen().match(/#1 {2}In progress/g)).toHaveLength(1);
  });

  it('come again after Slack has failed', async () => {
    workspace.arm({ kind: 'serverError', method: 'chat.postMessage', status: 503, times: 2 });
    await ava.clicks('Yes');
    await again(2_000);
    await again(5_000);
    ava.sees('Wipe the badge and hold it flat for three seconds. Step 2');
  });

  it('show the newest state only: a card that was about to be replaced is not sent', async () => {
    await product.worker.stop();
    const before = sent('chat.update');
    await ava.clicks('Back', { message: 'Step 2' });
    product.worker.start();
    await product.worker.idle();
    ava.sees('Does the reader beep when the badge touches it? Step 3');
    expect(sent('chat.update') - before).toBeLessThanOrEqual(2);
  });

  it('are not sent anew where nothing has changed', async () => {
    const posts = await rows<{ id: string }>("select id from post where kind = 'session_card'");
    const before = sent('chat.update');
    await product.store.transaction(async (tx) => {
      for (const { id: postId } of posts)
        await tx.jobs.enqueue(product.accountId, { work: { kind: 'post.sync', postId } }, clock.now());
    });
    await product.worker.idle();
    expect(sent('chat.update')).toBe(before);
  });

  it('that Slack does not take are given up and do not hold up the others', async () => {
    workspace.arm({ kind: 'refuse', method: 'chat.postMessage', error: 'invalid_blocks', times: 1 });
    await ava.clicks('Yes', { message: 'Step 3' });
    await ava.says('still here', { in: '#helpdesk', thread: badgeProblem });
    ava.sees('still here (:memo: 1)');
    expect(await rows("select error from post where state = 'failed'")).toMatchObject([
      { error: expect.stringContaining('invalid_blocks') },
    ]);
    expect((await product.store.jobs.givenUp(product.accountId)).messages).toBe(1);
    await ava.clicks('Send it again', { message: 'Slack did not take the message with this step' });
    ava.sees('Wipe the badge and hold it flat for three seconds. Step 4');
  });

  it('to a channel whose bot was removed in mid-walk go on in a direct message', async () => {
    await ava.types(`/intake --flow badge-reader-red before the bot left`, { in: '#general' });
    ava.sees('> before the bot left', { in: '#general' });
    workspace.setMember('general', 'intake', false);
    await ava.clicks('No', { in: '#general', message: 'Does the reader beep' });
    await again(1_000);
    ava.sees('I am not in #general, so #2 goes on in a direct message with me.', { in: 'Intake' });
    ava.sees('Press the white button under the reader once.', { in: 'Intake' });
  });

  it('that mark a note are no loss where Slack refuses them', async () => {
    workspace.arm({ kind: 'refuse', method: 'reactions.add', error: 'already_reacted', times: 1 });
    await ava.says('kept without a mark', { in: '#helpdesk', thread: badgeProblem });
    expect(await rows("select 1 from note where text = 'kept without a mark'")).toHaveLength(1);
    expect((await product.store.jobs.givenUp(product.accountId)).messages).toBe(0);
  });

  it('that were given up are told to admins', async () => {
    workspace.arm({ kind: 'serverError', method: 'reactions.add', status: 500 });
    await ava.says('nobody will mark this', { in: '#helpdesk', thread: badgeProblem });
    await rows('update job set attempts = max_attempts - 1, run_at = created_at');
    await product.worker.idle();
    await as('admin').opensHome();
    as('admin').sees('⚠️ 1 message could not be sent to Slack', { in: 'home' });
  });
});
