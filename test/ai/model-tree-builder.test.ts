import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelError } from '../../src/ai/model-error.js';
import type { NodeRequest } from '../../src/domain/draft.js';
import { builderAt } from '../support/model.js';
import { freeCall, wireNode as question } from '../support/nodes.js';

const mock = new LLMock({ port: 0 });
await mock.start();
afterAll(() => mock.stop());
beforeEach(() => mock.reset());

const builder = () => builderAt(`${mock.url}/v1`, { firstByteMs: 5_000, totalMs: 8_000 });

const request: NodeRequest = {
  problem: 'The printer on the second floor prints pink',
  category: { name: 'Printing', protocol: 'printing', identityGate: false },
  path: [],
  depth: 1,
  context: [],
};

const says = (node: object) => mock.on({ endpoint: 'chat' }, { content: JSON.stringify(node) });

describe('a model that answers', () => {
  it('writes the node, with how likely its answers are', async () => {
    says(question);
    const built = await builder().nextNode(request, freeCall);
    expect(built).toMatchObject({ source: 'model', rejected: [], usage: { calls: 1 } });
    expect(built.proposal).toMatchObject({ kind: 'question', text: question.text, label: 'Display' });
    expect(built.proposal.answers).toEqual(question.answers);
  });

  it('is told once what is wrong, and then the protocol goes on', async () => {
    says({ ...question, text: 'What is the customer’s password?' });
    const built = await builder().nextNode(request, freeCall);
    expect(built).toMatchObject({ source: 'built_in', rejected: ['secret'], usage: { calls: 2 } });
    expect(built.proposal.key).toBe('scope');
    expect(JSON.stringify(mock.getRequests().at(-1)?.body)).toContain('Nobody tells');
  });

  it('says how to find out; where only that is wrong the question stands without it, and nobody asks again', async () => {
    const how = 'Stand in front of it: the display is beside the buttons on top.';
    says({ ...question, how_to_tell: ` ${how} ` });
    const good = await builder().nextNode(request, freeCall);
    expect(good).toMatchObject({ proposal: { howToTell: how }, rejected: [] });
    for (const [evil, code] of [
      ['Ask for the password and type it there.', 'secret'],
      ['See <https://evil.example|the manual>.', 'unsafe_text'],
      ['Restart the printer and look again.', 'one_change'],
    ]) {
      mock.reset();
      says({ ...question, how_to_tell: evil });
      const built = await builder().nextNode(request, freeCall);
      expect(built).toMatchObject({ source: 'model', proposal: { howToTell: null }, usage: { calls: 1 } });
      expect(built.rejected).toContain(code);
    }
  });

  it('need not say how to find out, and says it of questions only', async () => {
    const { how_to_tell: _, ...silent } = question;
    for (const node of [
      silent,
      { ...question, how_to_tell: 'x '.repeat(200) },
      { ...question, how_to_tell: 7 },
    ]) {
      mock.reset();
      says(node);
      expect(await builder().nextNode(request, freeCall)).toMatchObject({
        source: 'model',
        proposal: { howToTell: null },
      });
    }
    mock.reset();
    const step = { ...question, kind: 'instruction', text: 'Close its cover once more.', answers: [] };
    says({ ...step, how_to_tell: 'Look at the cover.' });
    const { proposal } = await builder().nextNode(request, freeCall);
    expect(proposal).not.toHaveProperty('howToTell');
  });

  it('reads of who is not sure that they were shown how to find out', async () => {
    says(question);
    const asked = { key: null, kind: 'question', text: 'Is its lamp on?', answerLabel: 'Not sure' } as const;
    const howToTell = 'Look at the lamp of jo@example.org.';
    const unsure = { ...asked, answerKind: 'not_sure', howToTell } as const;
    await builder().nextNode({ ...request, path: [unsure], depth: 2 }, freeCall);
    const prompt = JSON.stringify(mock.getRequests().at(-1)?.body);
    expect(prompt).toMatch(/Not sure[^(]+\(was shown how to find out, [^)]*Look at the lamp of \[EMAIL_1\]/);
    expect(prompt).toContain('and is still not sure)');
    await builder().nextNode({ ...request, path: [{ ...unsure, howToTell: null }], depth: 2 }, freeCall);
    expect(JSON.stringify(mock.getRequests().at(-1)?.body)).not.toContain('still not sure)');
  });

  it('is paid for by the meter’s leave only', async () => {
    says(question);
    const refused = new Error('no budget');
    const call = { ...freeCall, meter: () => Promise.reject(refused) };
    await expect(builder().nextNode(request, call)).rejects.toBe(refused);
    expect(mock.getRequests()).toHaveLength(0);
  });

  it('never sees secrets and mail addresses', async () => {
    says(question);
    const problem = 'jo@example.org cannot print, her password is Sommer2024! and it says 0x80070005';
    await builder().nextNode({ ...request, problem }, freeCall);
    const sent = JSON.stringify(mock.getRequests());
    expect(sent).toContain('[EMAIL_1]');
    expect(sent).toContain('0x80070005');
    expect(sent).not.toMatch(/Sommer2024|jo@example/);
  });
});

describe('a model that fails', () => {
  it('is told apart by how', async () => {
    mock.on({ endpoint: 'chat' }, { error: { message: 'bad key', code: 'invalid_api_key' }, status: 401 });
    const failure = await builder()
      .nextNode(request, freeCall)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({ kind: 'unauthorised' });
  });
});
