import { LLMock } from '@copilotkit/aimock';
import { afterAll, describe, expect, it } from 'vitest';
import { openAi } from '../../src/ai/open.js';
import { type Behaviour, failing, saying, startModelServer } from '../../src/cli/shared/model-server.js';
import { testDatabase } from '../support/database.js';
import { wireNode } from '../support/nodes.js';
import { stage } from '../support/product.js';

const server = await startModelServer();
afterAll(() => server.stop());

const node = { ...wireNode, text: 'Is the printer’s display lit?' };
const html: Behaviour = {
  kind: 'body',
  type: 'text/html',
  body: '<html>Sign in to the hotel’s network</html>',
};

server.behave(html);
const said: { message: string; variable: unknown }[] = [];
const note = (fields: object, message: string) =>
  void said.push({ message, variable: 'variable' in fields ? fields.variable : null });
const ai = await openAi(
  {
    model: {
      baseUrl: server.url,
      apiKey: 'k',
      model: 'm',
      effort: null,
      firstByteMs: 2_000,
      totalMs: 4_000,
      price: null,
      early: true,
    },
    embeddings: null,
  },
  { info: note, warn: note },
  20,
);
afterAll(() => ai.close());
const { as } = await stage(await testDatabase(), { builder: ai.builder, troubles: ai.troubles });
const [ava, ada] = [as('agent'), as('admin')];

/** Waits until what was asked of the endpoint anew has been answered as it is now. */
async function untilTroubles(count: number): Promise<void> {
  while (ai.troubles().length !== count) {
    await ai.looked();
    await new Promise(setImmediate);
  }
}

describe('an endpoint that is none', () => {
  it('is told in the log once, by the variable', async () => {
    await untilTroubles(1);
    await ai.looked();
    expect(said).toEqual([
      { variable: 'OPENAI_BASE_URL', message: expect.stringContaining('cannot be used') },
    ]);
  });

  it('is told to admins in App Home, and not to agents', async () => {
    await ada.opensHome();
    ada.sees('What answers at the AI’s address is no OpenAI-compatible endpoint. Look at OPENAI_BASE_URL');
    await ava.opensHome();
    ava.doesNotSee('OPENAI_BASE_URL');
  });

  it('is told in the settings likewise: a model is set up, and does not answer', async () => {
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.clicks('AI building');
    ada.sees('no OpenAI-compatible endpoint. Look at OPENAI_BASE_URL', { in: 'modal' });
    ada.doesNotSee('No model is set up', { in: 'modal' });
    await ada.closes({ all: true });
  });

  it('leaves the building to the built-in protocols, labelled as such', async () => {
    await ava.types('/intake --build the printer prints mauve', { in: '#helpdesk' });
    ava.sees('Who has this problem: only this customer, or others too?');
    ava.sees('Built-in protocol, no AI');
  });

  it('is told by another variable when something else is wrong', async () => {
    server.behave(failing(401, { message: 'bad key', code: 'invalid_api_key' }));
    while (ai.troubles()[0]?.variable !== 'OPENAI_API_KEY') await new Promise(setImmediate);
    await ada.opensHome();
    ada.sees('The AI’s endpoint refuses the key. Look at OPENAI_API_KEY');
  });

  it('is used as soon as it works', async () => {
    server.behave(saying(JSON.stringify(node)));
    await untilTroubles(0);
    await ada.opensHome();
    ada.doesNotSee('Look at');
    await ava.types('/intake --build the printer prints beige', { in: '#helpdesk' });
    ava.sees('Is the printer’s display lit?');
  });

  it('is found out in use too, where the model is gone', async () => {
    server.behave(failing(404, { message: 'The model `m` does not exist', code: 'model_not_found' }));
    await ava.types('/intake --build the printer prints violet', { in: '#helpdesk' });
    ava.sees('Try again to go on with the built-in protocol, without AI.');
    await ava.clicks('Try again', { message: 'The next step could not be written' });
    ava.doesNotSee('The next step could not be written');
    ava.sees(/prints violet[\s\S]*Built-in protocol, no AI/);
    await ada.opensHome();
    ada.sees('has no model of this name. Look at INTAKE_MODEL');
  });
});

describe('embeddings of an endpoint', () => {
  it('that are no vectors of 512 numbers are told of by the variable', async () => {
    const mock = new LLMock({ port: 0 });
    await mock.start();
    mock.on({ endpoint: 'embedding' }, { embedding: [0.1, 0.2, 0.3] });
    const settings = { baseUrl: `${mock.url}/v1`, apiKey: 'k', model: 'e', firstByteMs: 2_000 };
    const short = await openAi({ model: null, embeddings: settings }, { info: note, warn: note }, 60_000);
    await short.looked();
    expect(short.troubles()).toEqual([{ variable: 'INTAKE_EMBEDDING_MODEL', problem: 'unusable' }]);
    await short.close();
    await mock.stop();
  });
});
