import { beforeAll, expect, it } from 'vitest';
import type { Messenger } from '../../src/jobs/messenger.js';
import { syncPost } from '../../src/jobs/sync-post.js';
import type { Store } from '../../src/store/store.js';
import { onRealPostgres, testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, product, rows, clock } = await stage(await testDatabase());

beforeAll(async () => {
  await publish(badgeReader);
  await as('agent').types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
  await product.worker.stop();
});

/** Refuses whatever it is not given. */
function messengerOf(): Messenger {
  const no = () => Promise.reject(new Error('not used here'));
  return {
    post: no,
    update: no,
    respond: no,
    replace: no,
    postIntake: no,
    react: no,
    openDirect: no,
    groupMembers: no,
    briefPages: () => 0,
    profile: no,
    standing: no,
  };
}

it('posts a message where it was moved to while Slack was redrawing it where it was', async () => {
  const { store, accountId } = product;
  const [head] = await rows<{ id: string }>("select id from post where kind = 'session_card'");
  const postId = head?.id ?? '';
  await store.posts.forgetFingerprint({ accountId, id: postId });
  const update = () => store.posts.rehome({ accountId, id: postId }, 'U0BEN');
  const messenger = { ...messengerOf(), update };
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

// The embedded database runs one transaction at a time.
it.runIf(onRealPostgres)('goes on at once where the head of its thread is just being noted', async () => {
  const { store, accountId } = product;
  const [head] = await rows<{ id: string }>("select id from post where kind = 'session_card'");
  const [step] = await rows<{ id: string }>("select id from post where kind = 'walk_card'");
  const [headId, postId] = [head?.id ?? '', step?.id ?? ''];
  let commit = (): void => undefined;
  const looked = new Promise<void>((resolve) => {
    commit = resolve;
  });
  await rows('update post set ts = null, fingerprint = null where id = $1', [postId]);
  await rows("update post set ts = null, channel_id = 'C0HELPDESK' where id = $1", [headId]);
  const found = await store.posts.find(accountId, headId);
  if (!found) throw new Error('no head');
  let noted = (): void => undefined;
  const isNoted = new Promise<void>((resolve) => {
    noted = resolve;
  });
  const noting = store.transaction(async (tx) => {
    await tx.posts.posted(found, { channelId: 'C0HELPDESK', ts: '1.5', fingerprint: 'f' });
    noted();
    await looked;
  });
  await isNoted;
  const watched: Store = {
    ...store,
    posts: {
      ...store.posts,
      async find(...what) {
        const post = await store.posts.find(...what);
        if (post?.id === headId) commit();
        return post;
      },
    },
  };
  const sent: unknown[] = [];
  const post: Messenger['post'] = async (_account, place) => {
    sent.push(place);
    return { channelId: place.channelId, ts: '1.6' };
  };
  await syncPost(
    { store: watched, messenger: { ...messengerOf(), post }, now: () => clock.now() },
    { accountId, work: { kind: 'post.sync', postId }, attempt: 1 },
  );
  await noting;
  expect(sent).toEqual([{ channelId: 'C0HELPDESK', threadTs: '1.5' }]);
});
