import { setTimeout as sleep } from 'node:timers/promises';
import { openBuiltInEmbedder } from '../../ai/built-in/embedder.js';
import { action } from '../../slack/ids.js';
import { escalationButton } from '../../slack/payloads.js';
import type { Caller } from '../../usecases/index.js';
import { bar, figure, quantile } from '../shared/bars.js';
import { atExit } from '../shared/command.js';
import { quietLog } from '../shared/quiet-log.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTempDatabase } from '../shared/temp-database.js';
import {
  openTempSandbox,
  seatEngineers,
  startTempProduct,
  type TempProduct,
} from '../shared/temp-product.js';
import { openTerminal, type Terminal } from '../shared/terminal.js';
import { choicesOf } from '../walks/choices.js';

/** Claims, one every three seconds: 20 a minute. */
const claims = 20;
const everyMs = 3_000;
/** People who get the card directly, of every second escalation: that many copies to redraw. */
const recipients = 3;
const patienceMs = 30_000;

/** One copy of an escalation's card: in the engineering channel, or in somebody's direct message. */
interface Copy {
  slackUserId: string;
  channel: string;
  ts: string;
}

/**
 * From a click on Claim to every copy of the card redrawn. Half of the escalations have one card in the channel, half
 * have three in direct messages. The product sends one message a second and channel, and the workspace refuses more.
 */
export async function benchClaims({ json }: { json: boolean }): Promise<number> {
  const terminal = openTerminal();
  const database = await openTempDatabase(null);
  const embedder = await openBuiltInEmbedder();
  atExit(() => embedder.close());
  const sandbox = await openTempSandbox();
  const parts = { database, embedder, log: quietLog(), messagesPerSecond: 1 };
  const running = await startTempProduct(parts, sandbox, 'socket');
  const people = ['engineer', ...(await seatEngineers(running, recipients))];
  sandbox.workspace.arm({ kind: 'rateLimiter', perSecond: 1 });
  const escalations = await prepare(running, people.slice(1), terminal);
  const times: number[] = [];
  for (const [index, escalationId] of escalations.entries()) {
    terminal.progress(index, escalations.length, 'claims');
    const next = sleep(everyMs);
    times.push(await claim(running, escalationId));
    await next;
  }
  const report = {
    command: 'bench claims',
    seed: 0,
    machine: describeMachine(),
    parts: running.parts,
    bars: [
      bar(
        { name: 'claim to every copy redrawn, p95', value: quantile(times, 0.95) ?? patienceMs, unit: 'ms' },
        { atMost: 1_000 },
      ),
      bar(
        { name: 'cards not redrawn', value: times.filter((ms) => ms >= patienceMs).length, unit: '' },
        { exactly: 0 },
      ),
    ],
    figures: [
      figure('claim to every copy redrawn, median', quantile(times, 0.5) ?? 0, 'ms'),
      figure('claims a minute', 60_000 / everyMs, ''),
    ],
  };
  return conclude(terminal, report, json);
}

/** Makes the escalations and waits until every card is there: what is measured is the claims alone. */
async function prepare({ product }: TempProduct, direct: string[], terminal: Terminal): Promise<string[]> {
  const { useCases, identity } = product;
  const caller = async (slackUserId: string): Promise<Caller> => {
    const lookUp = async () => ({ displayName: slackUserId, standing: 'full' as const });
    const met = await useCases.meetPerson({
      slackTeamId: identity.slackTeamId,
      slackUserId,
      surface: 'cli',
      lookUp,
    });
    return { actor: { ...met, surface: 'cli' }, delivery: null };
  };
  const admin = await caller('U0ADA');
  const made: string[] = [];
  for (let number = 0; number < claims; number += 1) {
    terminal.progress(number, claims, 'escalations');
    const inChannel = number % 2 === 0;
    await useCases.saveAccount(admin, {
      ...(await useCases.readSettings(admin)).account,
      defaultChannelId: inChannel ? 'C0ENGINEERING' : null,
      recipients: direct,
    });
    const { escalation } = await useCases.escalateProblem(await caller('U0AVA'), {
      problem: `The server room smells of smoke, ${number}`,
      reason: 'Somebody has to go and look',
      category: 'needs_on_site',
      channelId: null,
      responseUrl: null,
    });
    made.push(escalation.id);
  }
  terminal.progress(claims, claims, 'escalations; now their cards are sent, one a second and channel');
  for (;;) {
    await product.idle();
    const posts = await Promise.all(
      made.map((id) => product.store.posts.ofEscalation(product.accountId, id)),
    );
    if (posts.flat().every(({ ts }) => ts !== null) && (await product.store.jobs.nextDue()) === null)
      return made;
    await sleep(500);
  }
}

async function claim(running: TempProduct, escalationId: string): Promise<number> {
  const { product, workspace } = running;
  const copies: Copy[] = (await product.store.posts.ofEscalation(product.accountId, escalationId)).map(
    ({ channelId, ts, key }) => ({
      slackUserId: key.split(':')[2]?.startsWith('U') ? (key.split(':')[2] ?? '') : 'U0ERIN',
      channel: channelId,
      ts: ts ?? '',
    }),
  );
  const [first] = copies;
  const card = first && messageOf(running, first);
  const button = card && choicesOf(card.blocks).find(({ actionId }) => actionId === action.escalationClaim);
  if (!first || !card || !button) throw new Error('An escalation has no card to claim');
  if (escalationButton.decode(button.value).escalationId !== escalationId) throw new Error('Another card');
  const { blockId, actionId, chosen } = button;
  const on = { kind: 'message', channel: card.channel, ts: card.ts, version: card.version } as const;
  const redrawn = copies.map((copy) => whenRedrawn(running, copy));
  const begun = performance.now();
  workspace.do(first.slackUserId, { type: 'click', on, blockId, actionId, chosen });
  const late = sleep(patienceMs, patienceMs, { ref: false });
  return Promise.race([Promise.all(redrawn).then(() => performance.now() - begun), late]);
}

const messageOf = ({ workspace }: TempProduct, { slackUserId, channel, ts }: Copy) =>
  workspace.view(slackUserId).messages[channel]?.find((message) => message.ts === ts);

/** Resolves when this person's screen shows the copy as claimed. */
function whenRedrawn({ workspace }: TempProduct, { slackUserId, channel, ts }: Copy): Promise<void> {
  return new Promise((resolve) => {
    const stop = workspace.watch(slackUserId, (patch) => {
      if (patch.type !== 'message' || patch.message.channel !== channel || patch.message.ts !== ts) return;
      if (!JSON.stringify(patch.message.blocks).includes('is claimed')) return;
      stop();
      resolve();
    });
  });
}
