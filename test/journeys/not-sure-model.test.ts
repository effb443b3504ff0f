import { afterAll, describe, expect, it } from 'vitest';
import { saying, startModelServer } from '../../src/cli/shared/model-server.js';
import { testDatabase } from '../support/database.js';
import { builderAt } from '../support/model.js';
import { wireNode } from '../support/nodes.js';
import { stage } from '../support/product.js';

const server = await startModelServer();
afterAll(() => server.stop());
const builder = builderAt(server.url, { firstByteMs: 5_000, totalMs: 8_000 });
const { as, rows } = await stage(await testDatabase(), { builder });
const ava = as('agent');

/** Answers with a question of its own to each place, told apart by the steps that are left. */
const asks = (how_to_tell: string | undefined) =>
  server.behave(({ text }) => {
    const left = /steps left after this one: (\d+)/.exec(text)?.[1] ?? '';
    const unsure = text.includes('still not sure)') ? ' when nobody can see it' : '';
    return saying(
      JSON.stringify({ ...wireNode, text: `Is lamp ${words[Number(left)]} lit${unsure}?`, how_to_tell }),
    );
  });
const words = 'no one two three four five six seven eight nine amber blue'.split(' ');

describe('a model’s question', () => {
  it('is found out about without asking the model again', async () => {
    asks('Look at the panel on the left: amber is the lowest lamp.');
    await ava.types('/intake --build printer hums in the evening', { in: '#helpdesk' });
    ava.sees('Is lamp blue lit? Step 1');
    const asked = server.requests.length;
    await ava.clicks('Not sure', { message: 'Is lamp blue lit?' });
    ava.sees('💡 How to find out: Look at the panel on the left: amber is the lowest lamp.');
    expect(server.requests).toHaveLength(asked);
    await ava.clicks('Still not sure', { message: 'Is lamp blue lit?' });
    ava.sees('Is lamp amber lit when nobody can see it? Step 2');
    expect(server.requests.length).toBeGreaterThan(asked);
  });

  it.each([
    ['pelican', '<!channel> Look at <https://evil.example|the manual>.'],
    ['osprey', 'Ask the customer for the password and try it.'],
    ['magpie', 'Turn off the antivirus and look again.'],
    ['kestrel', 'Reset the password in the admin centre and look again.'],
    ['linnet', 'Look at the l\u200bamp.\u202e'],
    ['plover', `Look at ${'the lamp '.repeat(200)}.`],
  ])(
    'never shows what is malicious (%s): "Not sure" asks the model there, as it does without',
    async (bird, evil) => {
      asks(evil);
      await ava.types(`/intake --build printer tray ${bird} is stuck`, { in: '#helpdesk' });
      expect(await rows('select 1 from draft where problem like $1', [`%${bird}%`])).toHaveLength(1);
      await ava.clicks('Not sure', { message: 'Is lamp blue lit?' });
      ava.sees('Is lamp amber lit? Step 2');
      const kept =
        "select 1 from node n join draft d on d.tree_id = n.tree_id where how_to_tell is not null and n.source = 'model' and d.problem like $1";
      expect(await rows(kept, [`%${bird}%`])).toEqual([]);
      expect(JSON.stringify(ava.looksAt('Is lamp blue lit?'))).not.toContain('How to find out');
    },
  );

  it('that says nothing of it goes to the model at once', async () => {
    asks(undefined);
    await ava.types('/intake --build printer sings in the morning', { in: '#helpdesk' });
    await ava.clicks('Not sure', { message: 'Is lamp blue lit?' });
    ava.sees('Is lamp amber lit? Step 2');
  });
});
