import { expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as, rows, product } = await stage(await testDatabase());

it('keeps a step that is redrawn in the order of its walk', async () => {
  await as('agent').types('/intake --adhoc the lift is stuck', { in: '#helpdesk' });
  const [step] = await rows<{ channel_id: string; ts: string; session_id: string }>(
    "select channel_id, ts, session_id from post where kind = 'walk_card'",
  );
  await product.worker.stop();
  await product.useCases.redrawStale({
    slackTeamId: product.identity.slackTeamId,
    channelId: step?.channel_id ?? '',
    ts: step?.ts ?? '',
    responseUrl: null,
  });
  expect(await rows("select lane from job where kind = 'post.sync'")).toEqual([
    { lane: `session:${step?.session_id}` },
  ]);
});
