import { setTimeout as sleep } from 'node:timers/promises';
import { modelTreeBuilder } from '../../../ai/openai/tree-builder.js';
import { dayOf, defaultBudget } from '../../../domain/ledger.js';
import { systemMemberId } from '../../../domain/member.js';
import { type Database, openDatabase } from '../../../store/database/open.js';
import { Child } from '../../chaos/child.js';
import { makeSite, type Seat, type Site } from '../../chaos/site.js';
import { type OpenStep, openStepOf } from '../../chaos/steps.js';
import { bar, figure } from '../../shared/bars.js';
import { quietLog } from '../../shared/quiet-log.js';
import { openTempDatabase } from '../../shared/temp-database.js';
import { openTempSandbox, seatAgents, startTempProduct } from '../../shared/temp-product.js';
import { wordsOf } from '../../walks/choices.js';
import { Desk } from '../../walks/desk.js';
import { type Asked, type MockEndpoint, startEndpoint } from './endpoint.js';
import { type AiTrial, type Measured, modelAt, patienceMs } from './trial.js';
import { World } from './world.js';

/**
 * "Not sure" is seldom enough that nobody asks ahead for it: where the model does not say how to find out, every click on
 * it finds nothing.
 */
const seldom = 'Not sure';
const clicks = 100;
const problem = 'printer quivers when the lid is closed';

/** How often the node after that first answer was asked for. */
const callsFor = (asked: readonly Asked[]): number =>
  asked.filter(({ prompt }) => prompt.includes(`-> ${JSON.stringify(seldom)}`) && !/\n {2}2\. /.test(prompt))
    .length;

/** Ten walks stand at one node; each of their agents presses the same answer ten times at once. */
export async function parallel(trial: AiTrial): Promise<Measured> {
  const world = new World({ seed: trial.seed, binary: false, tells: false });
  const endpoint = await startEndpoint(world, { seed: trial.seed, fixedMs: 700 });
  const started = await startTempProduct(
    {
      database: await openTempDatabase(trial.databaseUrl),
      embedder: trial.embedder,
      log: quietLog(),
      builder: modelTreeBuilder(modelAt(endpoint)),
    },
    await openTempSandbox(),
    'in-process',
  );
  const desks = (await seatAgents(started, 10)).map((seat) => new Desk(started.workspace, seat, patienceMs));
  const shown = await clickAll(desks);
  await started.product.stop();
  for (const desk of desks) desk.leave();
  return {
    bars: [
      bar({ name: 'parallel-calls', value: callsFor(endpoint.asked), unit: 'paid calls' }, { exactly: 1 }),
      bar({ name: 'parallel-shown', value: shown, unit: 'walks went on' }, { exactly: desks.length }),
    ],
    figures: [figure('parallel-clicks', clicks, 'clicks')],
  };
}

/** Everybody begins the same problem and presses at the same time. @returns how many walks went on by one step */
async function clickAll(desks: readonly Desk[]): Promise<number> {
  const steps = await Promise.all(desks.map((desk) => begins(desk)));
  await Promise.all(
    steps.flatMap((step, index) =>
      Array.from({ length: clicks / desks.length }, () =>
        desks[index]?.presses(step.message, choiceOf(step)),
      ),
    ),
  );
  const next = await Promise.all(desks.map((desk) => shows(desk, 1)));
  return next.filter((step) => step?.position === 1).length;
}

async function begins(desk: Desk): Promise<OpenStep> {
  await desk.types(`/intake --build ${problem}`);
  const step = await shows(desk, 0);
  if (!step)
    throw new Error(
      `The first step was never shown. On screen: ${desk
        .messagesAfter('')
        .map(({ blocks }) => wordsOf(blocks))
        .join(' | ')}`,
    );
  return step;
}

/** The node at this position, once it is written. */
const shows = (desk: Desk, position: number): Promise<OpenStep | null> =>
  desk.until(() =>
    desk
      .messagesAfter('')
      .map((message) => (wordsOf(message.blocks).includes('Working on') ? null : openStepOf(message)))
      .find((step) => step?.position === position),
  );

function choiceOf(step: OpenStep): OpenStep['answers'][number]['choice'] {
  const found = step.answers.find(({ choice }) => choice.label === seldom);
  if (!found) throw new Error(`The step has no "${seldom}"`);
  return found.choice;
}

interface OnSite {
  site: Site;
  endpoint: MockEndpoint;
  spawn(): Child;
}

/** The program in processes of its own, with the mock for a model. */
async function openSite(trial: AiTrial, agents: number): Promise<OnSite> {
  const world = new World({ seed: trial.seed, binary: false, tells: false });
  const endpoint = await startEndpoint(world, { seed: trial.seed, fixedMs: 2_000 });
  const site = await makeSite({ ...trial, agents, plant: null });
  const { apiUrl, botToken, appToken } = site.sandbox;
  const wire = { kind: 'socket', appToken, connections: 2 } as const;
  const model = { INTAKE_MODEL: 'mock', OPENAI_BASE_URL: endpoint.baseUrl };
  const options = { database: site.database, folder: site.folder, apiUrl, botToken, wire, extra: model };
  return { site, endpoint, spawn: () => new Child(options) };
}

const deskOf = (site: Site, seat: Seat | undefined): Desk => {
  if (!seat) throw new Error('There is no such agent');
  return new Desk(site.workspace, seat, patienceMs);
};

/** kill -9 while the model is writing; another process takes over. */
export async function kill(trial: AiTrial): Promise<Measured> {
  const { site, endpoint, spawn } = await openSite(trial, 1);
  const desk = deskOf(site, site.agents[0]);
  let child = spawn();
  await child.ready;
  const step = await begins(desk);
  const asked = endpoint.next();
  void desk.presses(step.message, choiceOf(step));
  await waitsFor(endpoint, asked);
  await child.kill();
  child = spawn();
  await child.ready;
  const begun = performance.now();
  const next = await shows(desk, 1);
  await child.terminate();
  desk.leave();
  const calls = callsFor(endpoint.asked);
  const database = await openDatabase(site.database);
  const resends = await countOf(database, 'select count(*)::int as n from model_call where resend');
  await database.close();
  return {
    bars: [
      bar({ name: 'kill-shown', value: next ? 1 : 0, unit: 'walks went on' }, { exactly: 1 }),
      bar({ name: 'kill-calls', value: calls, unit: 'calls' }, { atMost: 2 }),
      bar(
        { name: 'kill-resends-uncounted', value: Math.max(0, calls - 1 - resends), unit: 'calls' },
        { exactly: 0 },
      ),
    ],
    figures: [figure('kill-waited', (performance.now() - begun) / 1_000, 's')],
  };
}

/** The next request may be one that was asked ahead; the answer's own is waited for. */
async function waitsFor(endpoint: MockEndpoint, first: Promise<Asked>): Promise<void> {
  await first;
  for (let looks = 0; looks < 100 && callsFor(endpoint.asked) === 0; looks += 1) await sleep(20);
}

/** Two processes on one database: whoever gets the click, the node is asked for once. */
export async function twoProcesses(trial: AiTrial): Promise<Measured> {
  const { site, endpoint, spawn } = await openSite(trial, 10);
  const children = [spawn(), spawn()];
  await Promise.all(children.map((child) => child.ready));
  const desks = site.agents.map((seat) => deskOf(site, seat));
  const shown = await clickAll(desks);
  await Promise.all(children.map((child) => child.terminate()));
  for (const desk of desks) desk.leave();
  return {
    bars: [
      bar(
        { name: 'two-processes-calls', value: callsFor(endpoint.asked), unit: 'paid calls' },
        { exactly: 1 },
      ),
      bar({ name: 'two-processes-shown', value: shown, unit: 'walks went on' }, { exactly: desks.length }),
    ],
    figures: [],
  };
}

/** Two hundred walks begin at once when 99 % of the day's calls are made. */
export async function budget(trial: AiTrial): Promise<Measured> {
  const walks = trial.short ? 40 : 200;
  const world = new World({ seed: trial.seed, binary: false, tells: false });
  const endpoint = await startEndpoint(world, { seed: trial.seed, fixedMs: 200 });
  const database = await openTempDatabase(trial.databaseUrl);
  const builder = modelTreeBuilder(modelAt(endpoint));
  const { embedder } = trial;
  const started = await startTempProduct(
    { database, embedder, log: quietLog(), builder },
    await openTempSandbox(),
    'in-process',
  );
  const { product } = started;
  const left = Math.round(defaultBudget.callsPerDay / 100);
  await database.pool.query(
    'insert into spend (account_id, day, member_id, calls, cost_micros) values ($1, $2, $3, $4, 0)',
    [product.accountId, dayOf(new Date()), systemMemberId, defaultBudget.callsPerDay - left],
  );
  const desks = (await seatAgents(started, walks)).map(
    (seat) => new Desk(started.workspace, seat, patienceMs),
  );
  await Promise.all(desks.map((desk, index) => desk.types(`/intake --build printer ${problemWord(index)}`)));
  const told = await Promise.all(desks.map((desk) => desk.until(() => saysBudget(desk) ?? hasNode(desk))));
  await product.stop();
  for (const desk of desks) desk.leave();
  const spent = endpoint.asked.length - left;
  return {
    bars: [
      bar({ name: 'budget-overspent', value: Math.max(0, spent), unit: 'calls' }, { atMost: 1 }),
      bar(
        { name: 'budget-untold', value: told.filter((one) => !one).length, unit: 'agents' },
        { exactly: 0 },
      ),
    ],
    figures: [
      figure('budget-calls', endpoint.asked.length, 'calls'),
      figure('budget-left-at-the-start', left, 'calls'),
      figure('budget-walks', walks, 'walks'),
    ],
  };
}

const problemWord = (index: number): string =>
  `${String.fromCharCode(97 + (index % 26))}${String.fromCharCode(97 + Math.floor(index / 26))}ovum${index} wxy${index * 7}`;

const wordsSeen = (desk: Desk): string =>
  desk
    .messagesAfter('')
    .map(({ blocks }) => wordsOf(blocks))
    .join('\n');

const saysBudget = (desk: Desk): true | null => (wordsSeen(desk).includes('AI budget') ? true : null);

const hasNode = (desk: Desk): true | null =>
  desk.messagesAfter('').some((message) => (openStepOf(message)?.answers.length ?? 0) > 0) ? true : null;

async function countOf({ pool }: Database, sql: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(sql);
  return rows[0]?.n ?? 0;
}
