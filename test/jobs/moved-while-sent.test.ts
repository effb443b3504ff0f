import { beforeAll, expect, it } from 'vitest';
import type { Messenger } from '../../src/jobs/messenger.js';
import { syncPost } from '../../src/jobs/sync-post.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, product, rows, clock } = await stage(await testDatabase());

beforeAll(async () => {
  await publish(badgeReader);
  await as('agent').types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
  await product.worker.stop();
});

it('posts a message where it was moved to while Slack was redrawing it where it was', async () => {
  const { store, accountId } = product;
  const [head] = await rows<{ id: string }>("select id from post where kind = 'session_card'");
  const postId = head?.id ?? '';
  await store.posts.forgetFingerprint({ accountId, id: postId });
  const no = () => Promise.reject(new Error('not used here'));
  const messenger: Messenger = {
    ...Object.fromEntries(['post', 'replace', 'respond', 'openDirect', 'standing'].map((name) => [name, no])),
    update: () => store.posts.rehome({ accountId, id: postId }, 'U0BEN'),
  } as unknown as Messenger;
  await syncPost(
    { store, messenger, now: () => clock.now() },
    { accountId, work: { kind: 'post.sync', postId }, attempt: 1 },
  );
  expect(await store.posts.find(accountId, postId)).toMatchObject({
    channelId: 'U0BEN',
    ts: null,
    state: 'pending',
  });
});
