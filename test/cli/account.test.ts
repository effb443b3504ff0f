import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { builtInEmbedderId } from '../../src/ai/built-in/embedder.js';
import type { Embedder } from '../../src/ai/embedder.js';
import { setUpSandboxAccount } from '../../src/cli/flows/account.js';
import { servicesOver } from '../../src/cli/shared/library.js';
import { quietLog } from '../../src/cli/shared/quiet-log.js';
import { type Database, openDatabase } from '../../src/store/database/open.js';
import { createStore } from '../../src/store/store.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'intake-account-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Ran {
  /** Null where it was killed. */
  code: number | null;
  out: string;
}

/** Runs a command as npm does, on a data directory; `onOutput` is told all that it has said so far. */
function run(
  directory: string,
  [command, ...args]: [string, ...string[]],
  onOutput: (out: string, child: ChildProcess) => void = () => undefined,
): Promise<Ran> {
  const { PATH, HOME } = process.env;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'src/cli', `${command}.ts`), ...args],
    { cwd: root, env: { PATH, HOME, INTAKE_DATA: directory }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    out += more;
    onOutput(out, child);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })));
}

const lastLine = ({ out }: Ran) => JSON.parse(out.trim().split('\n').at(-1) ?? '');

async function onDatabase<Result>(directory: string, work: (database: Database) => Promise<Result>) {
  const database = await openDatabase({ kind: 'embedded', directory });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Nothing is embedded here. */
const unused: Embedder = {
  id: builtInEmbedderId,
  dimensions: 512,
  embed: () => Promise.reject(new Error('Nothing is to be embedded')),
  close: () => Promise.resolve(),
};

/** An account with four problems in two months, and what its agents made of them. */
async function withHistory(database: Database): Promise<string> {
  const { id: accountId, slackTeamId } = await setUpSandboxAccount(
    servicesOver(database, unused, quietLog()),
  );
  const { prisma } = database;
  const flows = await prisma.flow.findMany({ where: { accountId }, orderBy: { slug: 'asc' }, take: 2 });
  const [right, wrong] = flows.map(({ id }) => id);
  if (!right || !wrong) throw new Error('The starter content has two flows at least');
  const at = new Date('2026-09-10T08:00:00Z');
  const memberId = randomUUID();
  await prisma.member.create({
    data: { accountId, id: memberId, slackUserId: 'UHISTORY', displayName: 'Ava', createdAt: at },
  });
  const happened = [
    { month: '09', outcome: 'matched', decision: null, first: right, kind: 'resolved' },
    { month: '09', outcome: 'matched', decision: null, first: wrong, kind: 'wrong_flow' },
    { month: '10', outcome: 'suggest', decision: 'use_flow', first: right, kind: 'used' },
    { month: '10', outcome: 'suggest', decision: 'build', first: wrong, kind: 'built_anyway' },
  ] as const;
  for (const { month, outcome, decision, first, kind } of happened) {
    const when = new Date(`2026-${month}-10T08:00:00Z`);
    const intakeId = randomUUID();
    const candidates = [{ flowId: first }];
    await prisma.intake.create({
      data: {
        ...{ accountId, id: intakeId, memberId, problem: 'The badge reader stays red', outcome, decision },
        ...{ reason: 'matched', candidates, createdAt: when },
      },
    });
    await prisma.matchFeedback.create({
      data: {
        accountId,
        id: randomUUID(),
        intakeId,
        memberId,
        flowId: first,
        kind,
        probability: 0.8,
        at: when,
      },
    });
  }
  return slackTeamId;
}

it('eval match --account says what agents made of the matching, by month', async () => {
  const directory = join(home, 'history');
  const team = await onDatabase(directory, withHistory);
  const ran = await run(directory, ['eval', 'match', '--account', team, '--json']);
  expect(ran.code).toBe(0);
  const figures: { name: string; value: number }[] = lastLine(ran).figures;
  const values = Object.fromEntries(figures.map(({ name, value }) => [name, value]));
  expect(values).toMatchObject({
    'all: problems': 4,
    'all: started by themselves (2 of 4)': 50,
    'all: the first flow was right, of those that agents judged (2 of 4)': 50,
    '2026-09: started and left as the wrong flow (1 of 2)': 50,
    '2026-10: a suggestion was taken (1 of 2)': 50,
    '2026-10: built anyway (1 of 2)': 50,
  });
}, 120_000);

const flow = (at: number) => ({
  id: `kettle-${at}`,
  title: `Kettle ${at} does not boil`,
  description: `The electric kettle number ${at} stays cold.`,
  keywords: ['kettle'],
  start: '1',
  nodes: [
    { id: '1', type: 'question', text: 'Is it plugged in?', answers: [{ label: 'Yes', next: '2' }] },
    { id: '2', type: 'resolution', text: 'It boils now.', answers: [] },
  ],
});

it('flows import that was killed is carried on by the next one: only the rest is done', async () => {
  const [directory, files] = [join(home, 'killed'), 60];
  const folder = mkdtempSync(join(home, 'flows-'));
  for (let at = 0; at < files; at += 1) writeFileSync(join(folder, `${at}.json`), JSON.stringify(flow(at)));
  const published = (out: string) => out.match(/^ {2}published/gm)?.length ?? 0;
  const killed = await run(directory, ['flows', 'import', folder], (out, child) => {
    if (published(out) >= 5) child.kill('SIGKILL');
  });
  expect(killed.code).toBeNull();

  const again = lastLine(await run(directory, ['flows', 'import', folder, '--json']));
  expect(again).toMatchObject({ refused: 0, published: files - again.unchanged });
  // What it said was published is; the kill may come after the commit of a few that it did not say.
  expect(again.unchanged).toBeGreaterThanOrEqual(published(killed.out));
  expect(again.published).toBeGreaterThan(0);

  const left = await onDatabase(directory, async (database) => {
    const store = createStore(database);
    const [account] = await store.accounts.list();
    const accountId = account?.id ?? '';
    return {
      imported: await database.prisma.flow.count({ where: { accountId, source: 'imported' } }),
      versions: await database.prisma.flowVersion.count({
        where: { flow: { accountId, source: 'imported' } },
      }),
      missing: await store.search.missingEmbeddings(accountId, builtInEmbedderId, 1),
    };
  });
  expect(left).toEqual({ imported: files, versions: files, missing: [] });
}, 240_000);
