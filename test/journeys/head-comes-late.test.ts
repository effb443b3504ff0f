import { expect, it } from 'vitest';
import { disposableDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as, workspace, rows, clock, product } = await stage(await disposableDatabase());
const ava = as('agent');
const erin = as('engineer');

const again = async (ms: number): Promise<void> => {
  clock.passes(ms);
  await product.worker.idle();
};

it('links the engineers’ card to a thread that came later, also where the database refused the news of it once', async () => {
  await rows('create sequence refusals');
  // A sequence counts on where a transaction is rolled back: refused is the first of them only.
  await rows(`create function refuse_once() returns trigger language plpgsql as $$ begin
    if exists (select 1 from post where kind = 'session_card' and ts is not null) and nextval('refusals') = 1
      then raise exception 'disk full'; end if;
    return new; end $$`);
  await rows(
    'create trigger refuse_once before insert or update of version on job for each row execute function refuse_once()',
  );
  const channel = workspace.channel('helpdesk')?.id;
  workspace.arm({ kind: 'serverError', method: 'chat.postMessage', status: 503, channel, times: 1 });
  await ava.types('/intake escalate smoke comes out of the badge printer', { in: '#helpdesk' });
  await ava.submits({ 'Why engineering?': 'Other', 'What do they need to know?': 'It was unplugged' });
  erin.doesNotSee('The agent’s thread', { in: '#engineering' });
  await again(2_000);
  await again(4_000);
  expect(await rows('select 1 from refusals where is_called')).toHaveLength(1);
  erin.sees('The agent’s thread', { in: '#engineering' });
});
