import { beforeEach, describe, expect, it } from 'vitest';
import { asObject, type JsonObject } from '../../src/sandbox/json.js';
import { button, callApi, modal, plain } from './support/api.js';
import { inProcess } from './support/stage.js';

let desk: ReturnType<typeof inProcess>;
const call = async (method: string, args: JsonObject = {}): Promise<JsonObject> =>
  (await callApi(desk.fetch, method, args)).body;

/** A trigger as the app gets it from a slash command; the app is told to leave it alone. */
async function trigger(person = 'agent'): Promise<string> {
  await desk.as(person).types('/plain', { in: '#helpdesk' });
  const command = desk.workspace.traffic().findLast((it) => it.kind === 'command');
  return String(asObject(command?.request).trigger_id);
}

const open = async (view: JsonObject, person = 'agent'): Promise<JsonObject> =>
  call('views.open', { trigger_id: await trigger(person), view });

const textInput = (blockId: string, initial?: string): JsonObject => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { type: 'plain_text_input', action_id: 'value', ...(initial ? { initial_value: initial } : {}) },
});

const inputValue = (view: unknown, blockId: string): unknown =>
  asObject(asObject(asObject(asObject(asObject(view).state).values)[blockId]).value).value;

beforeEach(() => {
  desk = inProcess();
});

describe('a trigger', () => {
  it('is good once', async () => {
    const id = await trigger();
    expect(await call('views.open', { trigger_id: id, view: modal() })).toMatchObject({ ok: true });
    expect(await call('views.open', { trigger_id: id, view: modal() })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
  });

  it('is good for three seconds', async () => {
    const id = await trigger();
    desk.clock.passes(3001);
    expect(await call('views.open', { trigger_id: id, view: modal() })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });

  it('survives a view that was refused', async () => {
    const id = await trigger();
    expect(await call('views.open', { trigger_id: id, view: {} })).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await call('views.open', { trigger_id: id, view: modal() })).toMatchObject({ ok: true });
  });

  it('pushes only onto the modal that it came from', async () => {
    await open(modal());
    expect(await call('views.push', { trigger_id: await trigger(), view: modal() })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });
});

it('words a refused view as Slack does', async () => {
  const refused = await open(modal([], { title: plain('x'.repeat(25)) }));
  expect(asObject(refused.response_metadata).messages).toEqual([
    '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
    '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
  ]);
});

describe('views.update', () => {
  it('keeps the id and makes a new hash', async () => {
    const { view } = await open(modal());
    const { id, hash } = asObject(view);
    const updated = await call('views.update', {
      view_id: id,
      hash,
      view: modal([], { title: plain('New') }),
    });
    expect(asObject(updated.view)).toMatchObject({ id, title: { text: 'New' } });
    expect(asObject(updated.view).hash).not.toBe(hash);
  });

  it('with an old hash is a hash_conflict', async () => {
    const { view } = await open(modal());
    const { id, hash } = asObject(view);
    await call('views.update', { view_id: id, view: modal() });
    expect(await call('views.update', { view_id: id, hash, view: modal() })).toMatchObject({
      error: 'hash_conflict',
    });
  });

  it('finds the view by its external id, which is unique', async () => {
    await open(modal([], { external_id: 'one' }));
    expect(await call('views.update', { external_id: 'one', view: modal() })).toMatchObject({ ok: true });
    await open(modal([], { external_id: 'two' }));
    expect(await open(modal([], { external_id: 'two' }), 'agent2')).toMatchObject({
      error: 'duplicate_external_id',
    });
  });

  it('keeps what was typed into inputs that stay', async () => {
    const submit = plain('Save');
    const { view } = await open(
      modal([textInput('name'), { type: 'actions', block_id: 'more', elements: [button('more', 'More')] }], {
        submit,
      }),
    );
    await desk.as('agent').fills({ name: 'Contoso' });
    await desk.as('agent').clicks('More');
    const { view: updated } = await call('views.update', {
      view_id: asObject(view).id,
      view: modal([textInput('name'), textInput('new', 'given')], { submit }),
    });
    expect(inputValue(updated, 'name')).toBe('Contoso');
    expect(inputValue(updated, 'new')).toBe('given');
  });

  it('of a closed view is not_found', async () => {
    const { view } = await open(modal());
    await desk.as('agent').closes();
    expect(await call('views.update', { view_id: asObject(view).id, view: modal() })).toMatchObject({
      error: 'not_found',
    });
  });
});

describe('the stack of modals', () => {
  const pushing = (depth: number): JsonObject =>
    modal([{ type: 'actions', block_id: 'a', elements: [button('stack.push', `Push ${depth}`)] }], {
      title: plain(`Depth ${depth}`),
      notify_on_close: true,
      callback_id: `depth.${depth}`,
    });

  beforeEach(() => {
    desk.app.action('stack.push', async ({ ack, body, client }) => {
      await ack();
      if (!('trigger_id' in body)) return;
      const depth = desk.as(body.user.name === 'agent2' ? 'agent2' : 'agent').view.modals.length + 1;
      const view = JSON.parse(JSON.stringify(pushing(depth)));
      await client.views.push({ trigger_id: body.trigger_id, view }).catch(() => undefined);
    });
    desk.app.view({ type: 'view_closed', callback_id: /depth/ }, async ({ ack }) => ack());
  });

  const titles = (): unknown[] => desk.as('agent').view.modals.map((it) => it.view.title?.text);
  const lastError = (): unknown => desk.workspace.traffic().findLast((it) => it.name === 'views.push')?.error;

  it('holds three', async () => {
    await open(pushing(1));
    await desk.as('agent').clicks('Push 1');
    await desk.as('agent').clicks('Push 2');
    expect(titles()).toEqual(['Depth 1', 'Depth 2', 'Depth 3']);
    await desk.as('agent').clicks('Push 3');
    expect(lastError()).toBe('push_limit_reached');
  });

  it("is each person's own", async () => {
    await open(pushing(1));
    expect(desk.as('agent2').view.modals).toEqual([]);
    expect(desk.as('agent').view.modals).toHaveLength(1);
  });

  it('goes down by one when the top is closed, and the app hears of it', async () => {
    await open(pushing(1));
    await desk.as('agent').clicks('Push 1');
    await desk.as('agent').closes();
    expect(titles()).toEqual(['Depth 1']);
    const closed = desk.workspace.traffic().filter((it) => it.kind === 'closed');
    expect(closed.map((it) => [it.name, asObject(it.request).is_cleared])).toEqual([['depth.2', false]]);
  });

  it('is gone when all is closed, and the app hears of every view', async () => {
    await open(pushing(1));
    await desk.as('agent').clicks('Push 1');
    await desk.as('agent').closes({ all: true });
    expect(titles()).toEqual([]);
    const closed = desk.workspace.traffic().filter((it) => it.kind === 'closed');
    expect(closed.map((it) => [it.name, asObject(it.request).is_cleared])).toEqual([
      ['depth.2', true],
      ['depth.1', true],
    ]);
  });
});

describe('a submission answered with', () => {
  const form = (title: string): JsonObject =>
    modal([textInput('name', 'given')], {
      title: plain(title),
      submit: plain('Save'),
      callback_id: 'answered',
    });

  const answering = async (answer: JsonObject): Promise<void> => {
    desk.app.view('answered', async ({ ack }) => ack(JSON.parse(JSON.stringify(answer))));
    await open(form('Form'));
    await desk.as('agent').submits();
  };

  it('an update shows the new view under the same id', async () => {
    await answering({ response_action: 'update', view: form('Second') });
    expect(desk.as('agent').view.modals.map((it) => it.view.title?.text)).toEqual(['Second']);
  });

  it('a push puts one on top', async () => {
    await answering({ response_action: 'push', view: form('Second') });
    expect(desk.as('agent').view.modals.map((it) => it.view.title?.text)).toEqual(['Form', 'Second']);
  });

  it('clear closes everything', async () => {
    await answering({ response_action: 'clear' });
    expect(desk.as('agent').view.modals).toEqual([]);
  });

  it('errors for blocks that are none of its inputs is trouble', async () => {
    await answering({ response_action: 'errors', errors: { nowhere: 'No' } });
    desk.as('agent').sees('We had some trouble connecting. Try again?');
  });

  it('an invalid view is trouble', async () => {
    await answering({ response_action: 'update', view: { type: 'modal' } });
    desk.as('agent').sees('We had some trouble connecting. Try again?');
  });

  it('nothing at all is trouble, and the form stays as it was', async () => {
    desk.app.view('answered', async () => undefined);
    await open(form('Form'));
    await desk.as('agent').submits({ name: 'typed' });
    desk.as('agent').sees('We had some trouble connecting. Try again?');
    desk.as('agent').sees('name: typed');
  });
});

it('sends the submission with initial values, metadata and a fresh trigger', async () => {
  desk.app.view('full', async ({ ack }) => ack());
  await open(
    modal([textInput('name', 'given')], {
      submit: plain('Go'),
      callback_id: 'full',
      private_metadata: 'secret',
    }),
  );
  await desk.as('agent').submits();
  const payload = asObject(desk.workspace.traffic().findLast((it) => it.kind === 'submission')?.request);
  expect(payload).toMatchObject({
    type: 'view_submission',
    user: { id: 'U0AVA' },
    team: { id: 'T0NORTHWIND' },
  });
  expect(asObject(payload.view)).toMatchObject({ private_metadata: 'secret', callback_id: 'full' });
  expect(inputValue(payload.view, 'name')).toBe('given');
  expect(payload.trigger_id).toBeTypeOf('string');
});

it('keeps the id of a Home and refuses a stale hash', async () => {
  const view = { type: 'home', blocks: [] };
  const { view: first } = await call('views.publish', { user_id: 'U0AVA', view });
  const { hash, id } = asObject(first);
  const { view: second } = await call('views.publish', { user_id: 'U0AVA', view, hash });
  expect(asObject(second).id).toBe(id);
  expect(await call('views.publish', { user_id: 'U0AVA', view, hash })).toMatchObject({
    error: 'hash_conflict',
  });
});
