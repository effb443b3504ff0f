import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { flow, question, resolution } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows } = await stage(await testDatabase());
const ava = as('agent');

const ways = (count: number, label: (number: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [label(index + 1), 'end']));

const ending = resolution('end', 'That is all.');
const long = (number: number) =>
  `Display shows code ${number}, the lamp is off and the fan runs at full speed`;

beforeAll(async () => {
  const five = ways(5, (number) => `Code ${number}`);
  const eight = ways(8, (number) => `Code ${number}`);
  await publish(flow('five-codes', 'Five codes', [question('code', 'Which of five?', five), ending]));
  await publish(flow('eight-codes', 'Eight codes', [question('code', 'Which of eight?', eight), ending]));
  await publish(
    flow('long-codes', 'Long codes', [question('code', 'Which of these?', ways(4, long)), ending]),
  );
  await publish(flow('all-codes', 'All codes', [question('code', 'Which of all?', ways(100, long)), ending]));
});

const answered = async () =>
  (
    await rows<{ label: string }>(
      'select a.label from step s join answer a on a.id = s.answer_id order by s.at',
    )
  )
    .map(({ label }) => label)
    .at(-1);

describe('a question', () => {
  it('with five answers has five buttons', async () => {
    await ava.types('/intake --flow five-codes machine stands', { in: '#helpdesk' });
    ava.sees('[Code 1] [Code 2] [Code 3] [Code 4] [Code 5]');
  });

  it('with more than five has a menu', async () => {
    await ava.types('/intake --flow eight-codes machine stands');
    ava.sees('(Choose one of 8 answers | Code 1 | Code 2');
    await ava.selects('Choose one of 8 answers', 'Code 8');
    ava.sees('Which of eight? ✓ Code 8 — @Ava Agent');
    ava.sees('That is all.');
    expect(await answered()).toBe('Code 8');
  });

  it('with answers that a button would cut numbers them and writes them out', async () => {
    await ava.types('/intake --flow long-codes machine stands');
    ava.sees(`1. ${long(1)}`);
    await ava.clicks(/^2\. Display/);
    ava.sees(`Which of these? ✓ ${long(2)}`);
    expect(await answered()).toBe(long(2));
  });

  it('with more than a message holds is answered in a form', async () => {
    await ava.types('/intake --flow all-codes machine stands');
    const card = ava.looksAt('Which of all?');
    await ava.clicks('Choose one of 100 answers…');
    ava.sees('Modal: Answer on #4');
    ava.sees(`77. ${long(77)}`, { in: 'modal' });
    await ava.submits({ Answer: `77. ${long(77)}` });
    ava.sees(`Which of all? ✓ ${long(77)}`);
    expect(await answered()).toBe(long(77));

    await ava.clicks('Choose one of 100 answers…', { on: card });
    await ava.submits({ Answer: `78. ${long(78)}` });
    ava.sees('Already answered by @Ava Agent.', { in: 'modal' });
    expect(await answered()).toBe(long(77));
    await ava.closes({ all: true });
  });

  it('tells the second who chose in the form who was first', async () => {
    await ava.types('/intake --flow all-codes machine stands again');
    await as('agent2').clicks('Choose one of 100 answers…');
    await ava.clicks('Choose one of 100 answers…');
    await ava.submits({ Answer: `1. ${long(1)}` });
    await as('agent2').submits({ Answer: `2. ${long(2)}` });
    as('agent2').sees('Already answered by @Ava Agent.', { in: 'modal' });
    expect(await answered()).toBe(long(1));
  });
});
