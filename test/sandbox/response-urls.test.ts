import { beforeEach, describe, expect, it } from 'vitest';
import { asObject, type JsonObject } from '../../src/sandbox/json.js';
import { button, callApi } from './support/api.js';
import { inProcess } from './support/stage.js';

let desk: ReturnType<typeof inProcess>;

async function answer(url: string, body: JsonObject): Promise<[status: number, text: string]> {
  const response = await desk.fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return [response.status, await response.text()];
}

async function urlOfCommand(): Promise<string> {
  await desk.as('agent').types('/plain', { in: '#helpdesk' });
  return String(
    asObject(desk.workspace.traffic().findLast((it) => it.kind === 'command')?.request).response_url,
  );
}

async function urlOfClick(): Promise<string> {
  const blocks = [{ type: 'actions', elements: [button('card', 'Press')] }];
  await callApi(desk.fetch, 'chat.postMessage', { channel: 'C0HELPDESK', text: 'card', blocks });
  await desk.as('agent').clicks('Press');
  return String(
    asObject(desk.workspace.traffic().findLast((it) => it.kind === 'action')?.request).response_url,
  );
}

beforeEach(() => {
  desk = inProcess();
  desk.app.action('card', async ({ ack }) => ack());
});

describe('a response URL', () => {
  it('answers to one person unless told otherwise', async () => {
    const url = await urlOfCommand();
    expect(await answer(url, { text: 'for you' })).toEqual([200, 'ok']);
    await answer(url, { text: 'for all', response_type: 'in_channel' });
    desk.as('agent').sees('(only you): for you');
    desk.as('agent2').doesNotSee('for you');
    desk.as('agent2').sees('for all');
  });

  it('works where the bot is no member', async () => {
    desk.workspace.setMember('#helpdesk', 'U0INTAKE', false);
    await answer(await urlOfCommand(), { text: 'still here' });
    desk.as('agent').sees('still here');
  });

  it('is good five times', async () => {
    const url = await urlOfCommand();
    for (let use = 0; use < 5; use += 1) expect(await answer(url, { text: `${use}` })).toEqual([200, 'ok']);
    expect(await answer(url, { text: 'six' })).toEqual([404, 'used_url']);
  });

  it('is good for thirty minutes', async () => {
    const url = await urlOfCommand();
    desk.clock.passes(30 * 60_000 + 1);
    expect(await answer(url, { text: 'late' })).toEqual([404, 'expired_url']);
  });

  it('replaces the message that was clicked, its buttons included', async () => {
    const url = await urlOfClick();
    await answer(url, { replace_original: true, text: 'replaced' });
    desk.as('agent2').sees('replaced');
    desk.as('agent2').doesNotSee('[Press]');
  });

  it('deletes the message that was clicked', async () => {
    await answer(await urlOfClick(), { delete_original: true });
    desk.as('agent2').doesNotSee('[Press]');
  });

  it('replaces an ephemeral, which no other method can', async () => {
    const blocks = [{ type: 'actions', elements: [button('card', 'Press')] }];
    await callApi(desk.fetch, 'chat.postEphemeral', {
      channel: 'C0HELPDESK',
      user: 'U0AVA',
      text: 'psst',
      blocks,
    });
    await desk.as('agent').clicks('Press');
    const payload = asObject(desk.workspace.traffic().findLast((it) => it.kind === 'action')?.request);
    await answer(String(payload.response_url), { replace_original: true, text: 'changed' });
    desk.as('agent').sees('(only you): changed');
    desk.as('agent').doesNotSee('[Press]');
  });

  it('answers in a thread only when it names the thread', async () => {
    const url = await urlOfClick();
    const { ts = '' } = desk.as('agent').looksAt('Press');
    await answer(url, { text: 'in the thread', thread_ts: ts, response_type: 'in_channel' });
    await answer(url, { text: 'in the channel', response_type: 'in_channel' });
    const said = desk.as('agent').view.messages.C0HELPDESK ?? [];
    expect(said.slice(1).map((it) => it.threadTs)).toEqual([ts, undefined]);
  });

  it.each<[string, JsonObject]>([
    ['no_text', {}],
    ['invalid_blocks', { blocks: [{ type: 'nonsense' }] }],
  ])('refuses an answer with %s', async (code, body) => {
    expect(await answer(await urlOfCommand(), body)).toEqual([400, code]);
  });

  it('that nobody was given is not found', async () => {
    expect(await answer('https://sandbox.invalid/respond/R0', { text: 'x' })).toEqual([404, 'expired_url']);
  });
});
