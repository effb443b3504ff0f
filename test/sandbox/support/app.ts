import { App, type AppOptions, LogLevel } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';

/** A small help desk bot, written as any Bolt app is: it knows nothing of the sandbox. */
export function helpDeskApp(options: AppOptions): App {
  const app = new App({ logLevel: LogLevel.ERROR, ...options });
  commands(app);
  buttons(app);
  forms(app);
  home(app);
  return app;
}

const answers = (step: number): KnownBlock[] => [
  { type: 'section', text: { type: 'mrkdwn', text: `Step ${step}: does it work now?` } },
  {
    type: 'actions',
    block_id: `step.${step}`,
    elements: [
      {
        type: 'button',
        action_id: 'answer.yes',
        text: { type: 'plain_text', text: 'Yes' },
        value: String(step),
      },
      {
        type: 'button',
        action_id: 'answer.no',
        text: { type: 'plain_text', text: 'No' },
        value: String(step),
      },
      {
        type: 'button',
        action_id: 'form.open',
        text: { type: 'plain_text', text: 'Add details' },
        value: 'x',
      },
    ],
  },
];

const detailsForm: ModalView = {
  type: 'modal',
  callback_id: 'details',
  title: { type: 'plain_text', text: 'Details' },
  submit: { type: 'plain_text', text: 'Save' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'customer',
      label: { type: 'plain_text', text: 'Customer' },
      element: { type: 'plain_text_input', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'urgency',
      label: { type: 'plain_text', text: 'Urgency' },
      element: {
        type: 'static_select',
        action_id: 'value',
        options: ['Low', 'High'].map((it) => ({
          text: { type: 'plain_text', text: it },
          value: it.toLowerCase(),
        })),
        initial_option: { text: { type: 'plain_text', text: 'Low' }, value: 'low' },
      },
    },
    {
      type: 'input',
      block_id: 'device',
      optional: true,
      label: { type: 'plain_text', text: 'Device' },
      element: { type: 'external_select', action_id: 'device', min_query_length: 1 },
    },
  ],
};

function commands(app: App): void {
  app.command('/intake', async ({ command, ack, client, respond }) => {
    await ack();
    const root = await client.chat.postMessage({
      channel: command.channel_id,
      text: `Problem: ${command.text}`,
    });
    await client.chat.postMessage({
      channel: command.channel_id,
      thread_ts: root.ts,
      text: 'Step 1: does it work now?',
      blocks: answers(1),
    });
    await respond('Only you see this');
  });
  app.command('/escape', async ({ command, ack }) => ack(`You said ${command.text}`));
  app.command('/plain', async ({ ack }) => ack({ response_type: 'in_channel', text: 'Said to everyone' }));
  app.command('/slow', async () => undefined);
}

function buttons(app: App): void {
  app.action({ type: 'block_actions', action_id: 'answer.yes' }, async ({ ack, respond, body }) => {
    await ack();
    await respond({ replace_original: true, text: `Resolved by <@${body.user.id}>` });
  });
  app.action({ type: 'block_actions', action_id: 'answer.no' }, async ({ ack, client, body, action }) => {
    await ack();
    const channel = body.channel?.id ?? '';
    const step = Number('value' in action ? action.value : 0);
    const threadTs = body.message?.thread_ts;
    await client.chat.update({ channel, ts: body.message?.ts ?? '', text: `Step ${step}: No`, blocks: [] });
    const text = `Step ${step + 1}: does it work now?`;
    await client.chat.postMessage({ channel, thread_ts: threadTs, text, blocks: answers(step + 1) });
  });
}

function forms(app: App): void {
  app.action('form.open', async ({ ack, client, body }) => {
    await ack();
    if (!('trigger_id' in body)) return;
    const channel = body.channel?.id ?? '';
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { ...detailsForm, private_metadata: channel },
    });
  });
  app.shortcut('new_intake', async ({ ack, client, shortcut }) => {
    await ack();
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: { ...detailsForm, private_metadata: 'C0HELPDESK' },
    });
  });
  app.shortcut(
    { type: 'message_action', callback_id: 'from_message' },
    async ({ ack, shortcut, respond }) => {
      await ack();
      await respond(`Taken: ${shortcut.message.text}`);
    },
  );
  app.options('device', async ({ ack, payload }) => {
    const found = ['Printer', 'Laptop', 'Phone'].filter((it) =>
      it.toLowerCase().includes(payload.value.toLowerCase()),
    );
    await ack({ options: found.map((it) => ({ text: { type: 'plain_text', text: it }, value: it })) });
  });
  app.view('details', async ({ ack, view, client, body }) => {
    const customer = view.state.values.customer?.value?.value ?? '';
    if (customer === 'Nobody')
      return ack({ response_action: 'errors', errors: { customer: 'We know no such customer' } });
    await ack();
    const urgency = view.state.values.urgency?.value?.selected_option?.value;
    const text = `<@${body.user.id}> saved ${customer}, ${urgency}`;
    await client.chat.postMessage({ channel: view.private_metadata, text });
    return undefined;
  });
}

function home(app: App): void {
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Your tickets' } },
          {
            type: 'actions',
            elements: [
              { type: 'button', action_id: 'home.refresh', text: { type: 'plain_text', text: 'Refresh' } },
            ],
          },
        ],
      },
    });
  });
  app.action('home.refresh', async ({ ack, client, body }) => {
    await ack();
    const view = 'view' in body ? body.view : undefined;
    await client.views.publish({
      user_id: body.user.id,
      hash: view?.hash,
      view: {
        type: 'home',
        blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Nothing open' } }],
      },
    });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: 'You called?', thread_ts: event.ts });
  });
}
