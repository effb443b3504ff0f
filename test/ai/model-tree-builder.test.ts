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
