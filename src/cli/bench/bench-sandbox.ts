import { App } from '@slack/bolt';
import { createWorkspace } from '../../sandbox/index.js';
import { bar, quantile } from '../shared/bars.js';
import { manifestPath } from '../shared/manifest.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTerminal } from '../shared/terminal.js';

type LocalWorkspace = ReturnType<typeof createWorkspace>;

const rounds = 500;
const crowd = 1_000;

/** Measures the sandbox alone, with an app that does nothing but answer: what is left is the sandbox's own time. */
export async function benchSandbox({ json }: { json: boolean }): Promise<number> {
  const terminal = openTerminal();
  const local = createWorkspace({ manifestPath });
  const app = await answeringApp(local);
  const empty = await roundTrips(local);
  await fill(local);
  const full = await roundTrips(local);
  const patches = await patchSizes(local);
  await app.stop();
  const bars = [
    bar(
      { name: 'command to visible answer, median', value: quantile(empty, 0.5) ?? 0, unit: 'ms' },
      { atMost: 2 },
    ),
    bar(
      { name: `the same beside ${crowd} messages, median`, value: quantile(full, 0.5) ?? 0, unit: 'ms' },
      { atMost: 2 },
    ),
    bar(
      {
        name: `sent to the page for one new message beside ${crowd}`,
        value: quantile(patches, 0.5) ?? 0,
        unit: 'KB',
      },
      { atMost: 8 },
    ),
  ];
  const report = {
    command: 'bench sandbox',
    seed: 0,
    machine: describeMachine(),
    parts: { transport: 'in-process' },
    bars,
    figures: [],
  };
  return conclude(terminal, report, json);
}

async function answeringApp(local: LocalWorkspace): Promise<App> {
  const { botToken, botId, botUserId } = local;
  const app = new App({
    receiver: local.receiver,
    authorize: async () => ({ botToken, botId, botUserId }),
    clientOptions: { fetch: local.fetch, retryConfig: { retries: 0 } },
  });
  app.command('/intake', async ({ ack, command, client }) => {
    await ack();
    await client.chat.postMessage({ channel: command.channel_id, text: command.text });
  });
  await app.start();
  return app;
}

/** Milliseconds from a typed command to its answer in the channel. */
async function roundTrips({ workspace }: LocalWorkspace): Promise<number[]> {
  const channel = workspace.channel('helpdesk')?.id ?? '';
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const { settled } = workspace.do('agent', { type: 'send', channel, text: `/intake round ${round}` });
    await settled;
    times.push(performance.now() - begun);
  }
  return times;
}

async function fill({ workspace }: LocalWorkspace): Promise<void> {
  const channel = workspace.channel('helpdesk')?.id ?? '';
  for (let index = 0; index < crowd; index += 1) {
    await workspace.do('agent2', { type: 'send', channel, text: `message ${index}` }).settled;
  }
}

/** Kilobytes of JSON that one person's page is sent for each new message. */
async function patchSizes({ workspace }: LocalWorkspace): Promise<number[]> {
  const channel = workspace.channel('helpdesk')?.id ?? '';
  const sizes: number[] = [];
  for (let index = 0; index < 20; index += 1) {
    let bytes = 0;
    const stop = workspace.watch('agent', (patch) => {
      bytes += Buffer.byteLength(JSON.stringify(patch));
    });
    await workspace.do('agent2', { type: 'send', channel, text: `one more ${index}` }).settled;
    stop();
    sizes.push(bytes / 1024);
  }
  return sizes;
}
