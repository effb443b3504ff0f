import { afterAll, describe, expect, it, vi } from 'vitest';
import { openBuiltInEmbedder } from '../../src/ai/built-in/embedder.js';
import type { Embedder } from '../../src/ai/embedder.js';
import { saying, startModelServer } from '../../src/cli/shared/model-server.js';
import { systemActor } from '../../src/domain/member.js';
import { readStarterContent } from '../../src/flow-files/starter-content.js';
import { publishFlow } from '../../src/usecases/flow/publish-flow.js';
import { testDatabase } from '../support/database.js';
import { flow, question, resolution } from '../support/flows.js';
import { builderAt } from '../support/model.js';
import { wireNode } from '../support/nodes.js';
import { stage } from '../support/product.js';

const server = await startModelServer();
afterAll(() => server.stop());
const builder = builderAt(server.url, { firstByteMs: 10_000, totalMs: 12_000 });

/** An embedder that takes its time over one text. */
class SlowEmbedder implements Embedder {
  private readonly real: Embedder;
  private held: string | null = null;
  private let: () => void = () => undefined;
  private gate = Promise.resolve();

  constructor(real: Embedder) {
    this.real = real;
  }

  get id() {
    return this.real.id;
  }

  get dimensions() {
    return this.real.dimensions;
  }

  holds(word: string): void {
    this.held = word;
    this.gate = new Promise((resolve) => {
      this.let = resolve;
    });
  }

  goesOn(): void {
    this.held = null;
    this.let();
  }

  async embed(...[texts, urgency]: Parameters<Embedder['embed']>): Promise<number[][]> {
    const { held: word } = this;
    if (word !== null && texts.includes(word)) await this.gate;
    return this.real.embed(texts, urgency);
  }

  close = () => this.real.close();
}

const embedder = new SlowEmbedder(await openBuiltInEmbedder());
afterAll(() => embedder.close());
const staged = await stage(await testDatabase(), {
  builder,
  embedder,
  starter: { ...(await readStarterContent()), flows: [] },
});
const { as, rows } = staged;
const [ava, ben] = [as('agent'), as('agent2')];

const root = (word: string) =>
  server.requests.filter(({ text }) => text.includes(word) && text.includes('nothing was asked yet'));
const generations = (word: string) =>
  rows<{ state: string; error: string | null; calls: number }>(
    `select g.state::text as state, g.error, (select count(*)::int from model_call c where c.generation_id = g.id) as calls
     from generation g join draft d on d.id = g.draft_id where d.problem like $1 and g.answer_id is null`,
    [`%${word}%`],
  );

const until = (holds: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await holds()).toBe(true), { timeout: 15_000, interval: 20 });

const yodels = flow('printer-yodels', 'The printer yodels at dusk', [
  question('a', 'Is it dusk?', { Yes: 'b', No: 'b' }),
  resolution('b', 'Wait for the night.'),
]);

const warbles = {
  ...flow('printer-warbles', 'The printer warbles at midnight', [
    question('a', 'Is the moon out?', { Yes: 'b', No: 'b' }),
    resolution('b', 'Wait for the morning.'),
  ]),
  examples: ['Our printer warbles at midnight', 'Printer warbles every midnight'],
};

/** Who publishes without waiting for all work to be done. */
const setup = () => ({
  ...staged.product.services,
  actor: systemActor(staged.product.accountId, 'setup'),
  delivery: null,
});

/** Phrases of a flow that are not found by meaning yet. */
const lacking = (title: string) =>
  rows(
    `select 1 from phrase p join flow f on f.id = p.flow_id
     where f.title = $1 and p.kind <> 'body' and not exists (select from embedding e where e.phrase_id = p.id)`,
    [title],
  );

const answers = saying(JSON.stringify({ ...wireNode, text: 'Does the lamp of the printer blink?' }));

describe('the first step of a build', () => {
  it('is asked for while the matcher still waits, once, and is there when it is through', async () => {
    server.behave(answers);
    embedder.holds('printer quacks at noon');
    const typing = ava.types('/intake printer quacks at noon', { in: '#helpdesk' });
    await until(async () => (await generations('quacks'))[0]?.state === 'ready');
    ava.doesNotSee('blink');
    embedder.goesOn();
    await typing;
    ava.sees('Does the lamp of the printer blink?');
    expect(root('quacks')).toHaveLength(1);
    expect(await generations('quacks')).toEqual([{ state: 'ready', error: null, calls: 1 }]);
    const place = await rows("select vector is not null as placed from draft where problem like '%quacks%'");
    expect(place).toEqual([{ placed: true }]);
  });

  it('is not asked for beyond the part of the budget that people keep for themselves', async () => {
    await rows('update spend set calls = 99');
    await rows('update account set ai_calls_per_day = 100, ai_calls_per_member = 1000');
    embedder.holds('printer hiccups at dawn');
    const typing = ava.types('/intake printer hiccups at dawn', { in: '#helpdesk' });
    await until(async () => (await rows("select 1 from draft where problem like '%hiccups%'")).length === 1);
    await until(async () => (await generations('hiccups')).length === 0);
    expect(root('hiccups')).toHaveLength(0);
    embedder.goesOn();
    await typing;
    ava.sees('Does the lamp of the printer blink?');
    expect(root('hiccups')).toHaveLength(1);
    await rows('update account set ai_calls_per_day = 2000');
  });

  it('is cut short where nothing is to be built after all; what was sent is counted', async () => {
    const building = (on: boolean) =>
      rows("update category set build_enabled = $1 where name = 'Printing'", [on]);
    server.behave({ kind: 'silent' });
    embedder.holds('printer yodels at dusk');
    const typing = ava.types('/intake printer yodels at dusk', { in: '#helpdesk' });
    await until(() => root('yodels').length === 1);
    await building(false);
    embedder.goesOn();
    await typing;
    await building(true);
    ava.sees('building is off for Printing');
    expect(await generations('yodels')).toEqual([
      { state: 'failed', error: 'Not needed any more', calls: 1 },
    ]);
  });

  it('that was cut short is asked for anew by who builds all the same', async () => {
    server.behave(answers);
    await ben.types('/intake --build printer yodels at dusk', { in: '#helpdesk' });
    ben.sees('Does the lamp of the printer blink?');
    expect(await generations('yodels')).toEqual([{ state: 'ready', error: null, calls: 2 }]);
  });

  it('is cut short by a flow that is found after all: the walk is on it, and what was sent stays reserved', async () => {
    const spent = async () =>
      (await rows<{ calls: number }>('select sum(calls)::int as calls from spend'))[0];
    const before = await spent();
    server.behave({ kind: 'silent' });
    embedder.holds('The printer warbles at midnight again');
    const typing = ben.types('/intake The printer warbles at midnight again', { in: '#general' });
    await until(() => root('warbles').length === 1);
    // A colleague publishes it while the matcher waits; what the embedder is held at is the problem alone.
    const { title } = warbles;
    await publishFlow(setup(), { definition: warbles, source: 'imported' });
    await until(async () => (await lacking(title)).length === 0);
    embedder.goesOn();
    await typing;
    ben.sees('Flow: The printer warbles at midnight v1', { in: '#general' });
    ben.sees('Is the moon out? Step 1 [Yes] [No]', { in: '#general' });
    for (const words of ['AI-built', 'Working on the next step', 'could not be written', 'No flow fits'])
      ben.doesNotSee(words, { in: '#general' });
    const ticket = `select s.kind::text, count(p.*) filter (where p.kind = 'walk_card')::int as steps,
      count(p.*) filter (where p.kind = 'session_card')::int as heads
      from session s join post p on p.session_id = s.id
      join ticket t on t.id = s.ticket_id join intake i on i.id = t.intake_id
      where i.problem like '%warbles%' group by s.id, s.kind`;
    expect(await rows(ticket)).toEqual([{ kind: 'flow', steps: 1, heads: 1 }]);
    expect(await generations('warbles')).toEqual([
      { state: 'failed', error: 'Not needed any more', calls: 1 },
    ]);
    const [call] =
      await rows(`select c.kind::text, c.prompt_tokens, c.cost_micros::int as cost from model_call c
      join generation g on g.id = c.generation_id join draft d on d.id = g.draft_id where d.problem like '%warbles%'`);
    expect(call).toEqual({ kind: 'ahead', prompt_tokens: null, cost: expect.any(Number) });
    expect(await spent()).toEqual({ calls: (before?.calls ?? 0) + 2 });
    server.behave(answers);
  });

  it('is not asked for where the words alone find a flow', async () => {
    await publishFlow(setup(), { definition: yodels, source: 'imported' });
    await ava.types('/intake the printer yodels warbling at dusk', { in: '#helpdesk' });
    expect(root('warbling')).toHaveLength(0);
  });
});
