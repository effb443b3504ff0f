import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as, rows } = await stage(await testDatabase());

beforeAll(async () => {
  const ava = as('agent');
  await ava.types('/intake --flow printer-offline the printer is offline', { in: '#helpdesk' });
  await ava.says('It hums', { in: '#helpdesk', thread: 'the printer is offline' });
  await rows(
    `insert into step (account_id, id, session_id, number, kind, member_id, text, at)
     select account_id, id, id, 1, 'ad_hoc', carried_by_id, 'Tried', now() from session`,
  );
});

describe.each(['audit_entry', 'step', 'note'])('a row of %s', (table) => {
  it('is never changed', async () => {
    expect((await rows(`select 1 from ${table}`)).length).toBeGreaterThan(0);
    await expect(rows(`update ${table} set account_id = account_id`)).rejects.toThrow('are never rewritten');
  });
});

describe('the audit', () => {
  it('loses no row', async () => {
    await expect(rows('delete from audit_entry')).rejects.toThrow('are never removed');
  });
});
