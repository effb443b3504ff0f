import { afterAll, describe, expect, it } from 'vitest';
import { type ModelRequest, saying, startModelServer } from '../../src/cli/shared/model-server.js';
import { testDatabase } from '../support/database.js';
import { builderAt } from '../support/model.js';
import { wireNode } from '../support/nodes.js';
import { stage } from '../support/product.js';

const server = await startModelServer();
afterAll(() => server.stop());
const builder = builderAt(server.url, { firstByteMs: 2_000, totalMs: 4_000 });
const { as, rows } = await stage(await testDatabase(), { builder });
const [ava, ben, erin] = [as('agent'), as('agent2'), as('engineer')];
const engineering = { in: '#engineering' };

const asked = ({ messages }: ModelRequest) => messages.at(-1)?.content ?? '';

const texts = [
  'Look 1: does the label… show?',
  'Look 2: who else has the trouble… today?',
  'Look 3: since when is the paper… wrong?',
];

/** A model that repeats every placeholder that it is sent, which it was told not to do. */
server.behave((request) => {
  const placeholders = [...new Set(asked(request).match(/\[[A-Z]+_\d+\]/g))];
  const depth = 12 - Number(/steps left after this one: (\d+)/.exec(asked(request))?.[1] ?? 11);
  const of = placeholders.length > 0 ? ` of ${placeholders.join(' with ')}` : '';
  const answers = [
    { label: `It is${of}`.slice(0, 70), likelihood: 0.6 },
    { label: 'It is not', likelihood: 0.4 },
  ];
  return saying(JSON.stringify({ ...wireNode, text: texts[depth - 1]?.replace('…', of), answers }));
});

const stored = async (): Promise<string> =>
  JSON.stringify([
    await rows('select text, label from node'),
    await rows('select label from answer'),
    await rows('select problem, context from draft'),
    await rows('select error from generation'),
  ]);

describe('what names the customer', () => {
  it('is put back where the agent of that walk reads it', async () => {
    await ava.types('/intake --build printer prints no labels for jo@example.org', { in: '#helpdesk' });
    ava.sees('Look 1: does the label of jo@example.org show?');
    ava.sees('[It is of jo@example.org]');
    ava.doesNotSee('EMAIL_1');
    await ava.clicks('It is of jo@example.org', { message: 'Look 1' });
    ava.sees('✓ It is of jo@example.org');
    ava.sees('Look 2: who else has the trouble of jo@example.org today?');
  });

  it('is not seen by another walk on the same draft, which sees its own', async () => {
    await ben.types('/intake --build printer prints no labels for al@example.net', { in: '#general' });
    expect(await rows('select 1 from draft')).toHaveLength(1);
    ben.sees('Look 1: does the label of al@example.net show?');
    await ben.clicks('It is of al@example.net', { message: 'al@example.net' });
    ben.sees('Look 2: who else has the trouble of al@example.net today?');
    ben.doesNotSee('jo@example.org', { in: '#general' });
  });

  it('is told by what it is where this walk has nothing to put back', async () => {
    await ben.types('/intake --build printer prints no labels for email', { in: '#helpdesk' });
    ben.doesNotSee('EMAIL_1');
  });

  it('is neither sent nor stored where others could come upon it', async () => {
    const sent = server.requests.map(({ text }) => text).join('\n');
    for (const name of ['jo@example.org', 'al@example.net']) {
      expect(sent).not.toContain(name);
      expect(await stored()).not.toContain(name);
    }
    expect(sent).toContain('[EMAIL_1]');
  });
});

describe('what is said on the way', () => {
  it('is put back as well, each by its own placeholder', async () => {
    await ava.types('/intake --build printer prints no badges for kim@example.org', { in: '#helpdesk' });
    await ava.clicks('Something else…', { message: 'kim@example.org' });
    await ava.submits({ 'What is it instead?': 'it is lee@example.org who cannot' });
    ava.sees('Look 2: who else has the trouble of kim@example.org with lee@example.org today?');
    expect(await stored()).not.toContain('lee@example.org');
  });

  it('stands in the brief of the engineers in plain', async () => {
    await ava.clicks('2. It is not', { message: 'Look 2: who else has the trouble of kim' });
    await ava.clicks('Escalate', { message: 'Look 3: since when is the paper of kim' });
    await ava.submits({ 'What do they need to know?': 'No idea' });
    erin.sees('who else has the trouble of kim@example.org with lee@example.org today?', engineering);
    erin.doesNotSee('EMAIL_', engineering);
  });
});

describe('a secret', () => {
  it('is shown to nobody again, not even in the walk it was typed in', async () => {
    await ava.types('/intake --build printer scans nothing to smb://scan:hunter22@10.0.4.7/x', {
      in: '#helpdesk',
    });
    ava.sees('does the label of (hidden) show?');
    expect(await stored()).not.toContain('hunter22');
    expect(server.requests.map(({ text }) => text).join('\n')).not.toContain('hunter22');
  });
});
