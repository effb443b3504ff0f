import { afterAll, describe, expect, it } from 'vitest';
import {
  type Behaviour,
  failing,
  saying,
  startModelServer,
  streaming,
} from '../../src/cli/shared/model-server.js';
import type { Failure } from '../../src/domain/draft.js';
import { testDatabase } from '../support/database.js';
import { builderAt } from '../support/model.js';
import { wireNode } from '../support/nodes.js';
import { stage } from '../support/product.js';

const server = await startModelServer();
afterAll(() => server.stop());
const builder = builderAt(server.url, { firstByteMs: 400, totalMs: 2_500 });
const { as, rows } = await stage(await testDatabase(), { builder });
const ava = as('agent');

const good = JSON.stringify({ ...wireNode, text: 'Is the cover of the printer shut?' });
const html = '<!doctype html><html><body>Sign in to the hotel’s network</body></html>';

/** By a word of its own each problem is another one. */
const cases: [word: string, what: string, Behaviour, Failure, onScreen: string][] = [
  ['albatross', 'never says a word', { kind: 'silent' }, 'timeout', 'did not answer in time'],
  ['bullfinch', 'stalls after the headers', { kind: 'headers_only' }, 'timeout', 'did not answer in time'],
  [
    'cormorant',
    'stalls in the middle',
    streaming(good, { cut: true, ends: 'stall' }),
    'timeout',
    'did not answer in time',
  ],
  ['dotterel', 'ends in the middle', streaming(good, { cut: true }), 'garbage', 'could not be used'],
  [
    'egret',
    'sends a web page',
    { kind: 'body', type: 'text/html', body: html },
    'unreachable',
    'cannot be reached',
  ],
  ['fulmar', 'hangs up', { kind: 'hang_up' }, 'unreachable', 'cannot be reached'],
  [
    'goldcrest',
    'has too much to do for a minute',
    failing(429, { message: 'slow down' }, { 'retry-after': '60' }),
    'rate_limited',
    'has too much to do just now',
  ],
  [
    'heron',
    'refuses the key',
    failing(401, { message: 'Incorrect API key', code: 'invalid_api_key' }),
    'unauthorized',
    'does not accept our key',
  ],
  [
    'ibis',
    'does not have the model',
    failing(404, { message: 'The model `m` does not exist', code: 'model_not_found' }),
    'unknown_model',
    'does not know the model',
  ],
  [
    'jackdaw',
    'declines',
    saying(null, { refusal: 'I cannot help with that.' }),
    'refused',
    'declined to write',
  ],
  ['kestrel', 'says nothing', saying(''), 'empty', 'gave no answer'],
  [
    'lapwing',
    'writes prose',
    saying('Have you tried turning it off and on?'),
    'garbage',
    'could not be used',
  ],
];

const standing = async (word: string) => ({
  nodes: await rows('select 1 from node n join draft d on d.tree_id = n.tree_id where d.problem like $1', [
    `%${word}%`,
  ]),
  generations: await rows<{ state: string; failure: string | null }>(
    `select g.state::text as state, g.failure from generation g join draft d on d.id = g.draft_id
     where d.problem like $1 and g.answer_id is null`,
    [`%${word}%`],
  ),
});

describe('a model that', () => {
  it.each(cases)('(%s) %s', async (word, _, behaviour, failure, onScreen) => {
    server.behave(behaviour);
    const began = performance.now();
    await ava.types(`/intake --build printer tray ${word} is stuck`, { in: '#helpdesk' });
    expect(performance.now() - began).toBeLessThan(20_000);
    const mine = { message: 'The next step could not be written' };
    ava.sees('The next step could not be written');
    ava.sees(onScreen);
    expect(await standing(word)).toEqual({ nodes: [], generations: [{ state: 'failed', failure }] });

    server.behave(saying(good));
    await ava.clicks('Try again', mine);
    ava.sees('Is the cover of the printer shut?');
    expect((await standing(word)).generations).toEqual([{ state: 'ready', failure: null }]);
    await ava.clicks('Escalate', { message: 'Is the cover of the printer shut?' });
    await ava.submits({ 'What do they need to know?': `The ${word} is done` });
  });

  it('fails leaves the ways on that need no model', async () => {
    server.behave(failing(500, { message: 'oops' }));
    await ava.types('/intake --build printer tray magpie is stuck', { in: '#helpdesk' });
    await ava.clicks('Walk ad hoc', { message: 'The next step could not be written' });
    ava.sees('What do you try next?');
    await ava.types('/intake --build printer tray nightjar is stuck', { in: '#helpdesk' });
    await ava.clicks('Escalate', { message: 'The next step could not be written' });
    await ava.submits({ 'What do they need to know?': 'The AI is away' });
    as('engineer').sees('printer tray nightjar is stuck', { in: '#engineering' });
  });

  it('puts its node in a fence is understood', async () => {
    server.behave(saying(`Here you are:\n\`\`\`json\n${good}\n\`\`\`\nGood luck!`));
    await ava.types('/intake --build printer tray osprey is stuck', { in: '#helpdesk' });
    ava.sees('Is the cover of the printer shut?');
    expect((await standing('osprey')).generations).toEqual([{ state: 'ready', failure: null }]);
  });

  it('writes what may not be shown, twice, is passed over for the built-in protocol, which says so', async () => {
    server.behave(saying(JSON.stringify({ ...wireNode, text: 'Visit http://evil.example to fix it?' })));
    await ava.types('/intake --build printer tray puffin is stuck', { in: '#helpdesk' });
    ava.doesNotSee('evil.example');
    ava.sees(/Who has this problem: only this customer, or others too\?[\s\S]*Built-in protocol, no AI/);
    expect(JSON.stringify(await rows('select text from node'))).not.toContain('evil');
  });
});
