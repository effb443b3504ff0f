import type { BlockAction } from '@slack/bolt';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/sandbox/json.js';
import { button, callApi, modal, mrkdwn, plain } from './support/api.js';
import { inProcess } from './support/stage.js';

let desk: ReturnType<typeof inProcess>;
const post = (blocks: JsonObject[], more: JsonObject = {}) =>
  callApi(desk.fetch, 'chat.postMessage', { channel: 'C0HELPDESK', text: 'fallback', blocks, ...more });
const row = (...elements: JsonObject[]): JsonObject => ({ type: 'actions', elements });

beforeEach(() => {
  desk = inProcess();
  desk.app.action<BlockAction>(/^t\./, async ({ ack, action, say }) => {
    await ack();
    await say(`pressed ${'value' in action ? action.value : action.type}`);
  });
});

describe('a missing', () => {
  it('button is told with the screen', async () => {
    await expect(desk.as('agent').clicks('Nowhere')).rejects.toThrow(
      'For @agent, nothing to click labelled "Nowhere". They see:\n\n(nothing)',
    );
  });

  it('text is told with the screen', async () => {
    await desk.as('agent').types('/intake printer offline', { in: '#helpdesk' });
    const look = () => desk.as('agent').sees('Claimed by');
    expect(look).toThrow('For @agent, "Claimed by" is not to be seen. They see:');
    expect(look).toThrow(
      [
        '── #helpdesk ──',
        'Intake: Problem: printer offline',
        '    Intake: Step 1: does it work now?',
        '    [Yes] [No] [Add details]',
        'Intake (only you): Only you see this',
      ].join('\n'),
    );
    expect(() => desk.as('agent').doesNotSee(/printer/)).toThrow('/printer/ is to be seen');
  });

  it('input, choice, modal, shortcut or thread is told', async () => {
    const ava = desk.as('agent');
    await expect(ava.submits()).rejects.toThrow('no modal is open');
    await expect(ava.uses('Nothing')).rejects.toThrow('no shortcut "Nothing"');
    await expect(ava.says('x', { thread: true })).rejects.toThrow('there is no thread');
    await ava.uses('New intake');
    await expect(ava.fills({ Colour: 'red' })).rejects.toThrow('no input labelled "Colour"');
    await expect(ava.fills({ Urgency: 'Extreme' })).rejects.toThrow(
      'No choice "Extreme"; there are: Low, High',
    );
    await expect(ava.fills({ Device: 'Fax' })).rejects.toThrow('The search for "Fax" found nothing');
  });
});

describe('a click', () => {
  it('means the newest button of that name, or the how-manieth', async () => {
    for (const value of ['1', '2']) await post([row({ ...button('t.a', 'Go'), value })]);
    await desk.as('agent').clicks('Go');
    desk.as('agent').sees('pressed 2');
    await desk.as('agent').clicks('Go', { nth: 1 });
    desk.as('agent').sees('pressed 1');
  });

  it('may name the channel or the words of the message', async () => {
    await post([
      { type: 'section', text: mrkdwn('*Ticket* 7') },
      row({ ...button('t.a', 'Go'), value: 'seven' }),
    ]);
    await post([row({ ...button('t.a', 'Go'), value: 'other' })], { channel: 'C0GENERAL' });
    await desk.as('agent').clicks('Go', { message: 'Ticket 7' });
    desk.as('agent').sees('pressed seven', { in: '#helpdesk' });
    await desk.as('agent').clicks('Go', { in: '#general' });
    desk.as('agent').sees('pressed other', { in: '#general' });
  });

  it('needs no emoji in front of the label', async () => {
    await post([
      row(
        { ...button('t.a', ':white_check_mark: Yes'), value: 'a' },
        { ...button('t.b', '🛑 No'), value: 'b' },
      ),
    ]);
    await desk.as('agent').clicks('Yes');
    desk.as('agent').sees('pressed a');
    await desk.as('agent').clicks('No');
    desk.as('agent').sees('pressed b');
  });

  it('cannot reach what an open modal covers', async () => {
    await post([row(button('t.a', 'Go'))]);
    await desk.as('agent').uses('New intake');
    await expect(desk.as('agent').clicks('Go')).rejects.toThrow('nothing to click');
    await desk.as('agent').closes();
    await desk.as('agent').clicks('Go');
  });
});

it('sends an input that dispatches as soon as it is filled', async () => {
  const typed = { type: 'plain_text_input', action_id: 'typed' };
  const input = { type: 'input', block_id: 'b', dispatch_action: true, label: plain('Name'), element: typed };
  const view = JSON.parse(JSON.stringify(modal([input], { submit: plain('Go') })));
  desk.app.action('typed', async ({ ack }) => ack());
  desk.app.action<BlockAction>('open', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view });
  });
  await post([row(button('open', 'Open'))]);
  await desk.as('agent').clicks('Open');
  await desk.as('agent').fills({ Name: 'Contoso' });
  expect(desk.workspace.traffic().findLast((it) => it.kind === 'action')?.request).toMatchObject({
    actions: [{ action_id: 'typed', type: 'plain_text_input', value: 'Contoso' }],
    view: { state: { values: { b: { typed: { value: 'Contoso' } } } } },
  });
});

it('reads blocks, names and links as a person does', async () => {
  await post([
    { type: 'header', text: plain('Ticket *7*') },
    { type: 'section', fields: [mrkdwn('*Claimed by* <@U0ERIN>'), mrkdwn('in <#C0GENERAL>')] },
    { type: 'context', elements: [mrkdwn('<https://a.example|the log> &amp; _more_')] },
    { type: 'alert', text: mrkdwn('Careful'), level: 'warning' },
  ]);
  const ava = desk.as('agent');
  ava.sees('Ticket *7* Claimed by @Erin Engineer in #general the log & more Careful');
  ava.doesNotSee('fallback');
});

it('sends one small patch for a message in a full channel', async () => {
  for (let at = 0; at < 1000; at += 1)
    await callApi(desk.fetch, 'chat.postMessage', { channel: 'C0HELPDESK', text: `${at}` });
  const patches: unknown[] = [];
  const stop = desk.workspace.watch('agent2', (patch) => {
    if (patch.type !== 'traffic') patches.push(patch);
  });
  await desk.as('agent').says('one more', { in: '#helpdesk' });
  stop();
  expect(patches).toMatchObject([{ type: 'message' }, { type: 'channel', channel: { unread: 1001 } }]);
  expect(JSON.stringify(patches).length).toBeLessThan(2000);
});
