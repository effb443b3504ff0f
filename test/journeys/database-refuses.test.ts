import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { disposableDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows, product } = await stage(await disposableDatabase());
const ava = as('agent');
const tables = ['intake', 'ticket', 'session', 'step', 'note', 'escalation', 'post', 'job', 'audit_entry'];

/** Every transaction that records something fails at its very end, as where a disk is full. */
const refuseWrites = () =>
  rows(`create trigger full_disk before insert on audit_entry for each row execute function full_disk()`);
const takeWrites = () => rows('drop trigger if exists full_disk on audit_entry');

async function counts(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const table of tables) all[table] = (await rows(`select 1 from ${table}`)).length;
  return all;
}

beforeAll(async () => {
  await publish(badgeReader);
  await rows(
    `create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`,
  );
  await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
});
afterEach(takeWrites);

describe('a database that refuses writes', () => {
  it('leaves an answer unacknowledged; nothing is half done, and the same button works later', async () => {
    const before = await counts();
    await refuseWrites();
    expect(await ava.clicks('Yes')).toMatchObject({ ok: false });
    ava.sees('Something went wrong on our side; what was saved before is still there.');
    expect(await counts()).toEqual(before);
    await takeWrites();
    await ava.clicks('Yes');
    ava.sees('Wipe the badge and hold it flat for three seconds. Step 2');
  });

  it('leaves a command unacknowledged: Slack says that it failed', async () => {
    const before = await counts();
    await refuseWrites();
    expect(await ava.types('/intake the turnstile hums at the loading dock')).toMatchObject({ ok: false });
    expect(await counts()).toEqual(before);
    ava.sees('Try again.');
    ava.sees('What you typed: > the turnstile hums at the loading dock');
  });

  it('keeps a form open with what was typed', async () => {
    await ava.clicks('Note');
    const before = await counts();
    await refuseWrites();
    expect(await ava.submits({ Note: 'Not to be lost' })).toMatchObject({ ok: false });
    ava.sees('Note: Not to be lost', { in: 'modal' });
    ava.sees('We had some trouble connecting. Try again?', { in: 'modal' });
    expect(await counts()).toEqual(before);
    await takeWrites();
    await ava.closes({ all: true });
  });

  it('has a message delivered again, and keeps it then', async () => {
    await refuseWrites();
    const said = ava.says('Typed while it was down', { in: '#helpdesk', thread: badgeProblem });
    await said;
    expect(await rows('select 1 from note')).toEqual([]);
    ava.doesNotSee(':memo:');
    await takeWrites();
    const sent = ava.looksAt('Typed while it was down');
    await product.useCases.addNote(
      { actor: await actor(), delivery: `message:${sent.channel}:${sent.ts}` },
      {
        source: 'thread',
        channelId: sent.channel,
        threadTs: sent.threadTs ?? '',
        ts: sent.ts,
        text: sent.text,
      },
    );
    expect(await rows('select 1 from note')).toHaveLength(1);
  });

  it('does not half escalate', async () => {
    await ava.clicks('Escalate');
    const before = await counts();
    await refuseWrites();
    expect(await ava.submits({ 'What do they need to know?': 'Please' })).toMatchObject({ ok: false });
    expect(await counts()).toEqual(before);
    as('engineer').doesNotSee('Please');
    await takeWrites();
    await ava.closes({ all: true });
    ava.sees('🟢 #1 In progress');
  });
});

const actor = async () => {
  const { useCases, identity } = product;
  const member = await useCases.meetPerson({
    slackTeamId: identity.slackTeamId,
    slackUserId: 'U0AVA',
    surface: 'message',
    lookUp: () => Promise.reject(new Error('Ava is known')),
  });
  return { ...member, surface: 'message' as const };
};
