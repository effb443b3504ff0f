import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Bar } from '../../src/cli/shared/bars.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'intake-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Ran {
  code: number;
  out: string;
  err: string;
  /** The last line, as JSON. */
  json(): { bars: Bar[] } & Record<string, unknown>;
}

/** Runs a command as npm does, on a data directory of these tests' own and with nothing configured. */
function run(command: string, ...args: string[]): Promise<Ran> {
  const file = join(root, 'src/cli', `${command}.ts`);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, INTAKE_DATA: join(home, 'data') };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', file, ...args], { cwd: root, env }, (error, out, err) => {
      const code = error ? Number(error.code) : 0;
      resolve({ code, out, err, json: () => JSON.parse(out.trim().split('\n').at(-1) ?? '') });
    });
  });
}

/** A folder with these files in it. */
function folderOf(files: Record<string, object | string>): string {
  const folder = mkdtempSync(join(home, 'folder-'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

const end = (id: string, text: string, type = 'resolution') => ({ id, type, text, answers: [] });

const kettle = {
  id: 'Kettle 1',
  title: 'The kettle does not boil',
  description: 'The electric kettle stays cold or stops before the water boils.',
  category: 'Kitchen',
  keywords: ['kettle', 'boil'],
  start: 1,
  nodes: [
    {
      id: 1,
      type: 'question',
      text: 'Which light does the kettle show?',
      answers: ['None', 'Red', 'Green', 'Blue', 'White', 'It blinks'].map((label, index) => ({
        label,
        next: index === 0 ? 2 : 3,
      })),
    },
    { id: 2, type: 'instruction', text: 'Plug it in.', answers: [{ label: 'Done', next: 4 }] },
    end('3', 'Have an electrician look at the kettle.', 'escalate'),
    end('4', 'It boils now.'),
  ],
};

const broken = { ...kettle, id: 'broken', nodes: [{ id: 1, type: 'question', text: '', answers: [] }] };

describe('flows', () => {
  it('imports a folder, reports bad files, and has nothing to do the second time', async () => {
    const folder = folderOf({ 'kettle.json': kettle, 'broken.json': broken, 'torn.json': '{"id":' });
    const first = await run('flows', 'import', folder, '--json');
    expect(first.out).toContain('1 published, 0 unchanged, 2 refused');
    expect(first.out).toContain('torn.json: The file is not JSON');
    expect(first.out).toContain('there is no category "Kitchen"');
    expect(first.code).toBe(1);
    expect(first.json()).toMatchObject({ command: 'flows import', published: 1, refused: 2 });

    const second = await run('flows', 'import', folderOf({ 'kettle.json': kettle }));
    expect(second.out).toContain('0 published, 1 unchanged, 0 refused');
    expect(second.code).toBe(0);

    const list = await run('flows', 'list');
    expect(list.out).toContain('kettle-1\n    The kettle does not boil  ·  imported');
    expect(list.out).toContain('vpn-cannot-connect');
  }, 120_000);

  it('exports flows, and what is given to it alone', async () => {
    const folder = join(home, 'exported');
    const kettles = await run('flows', 'export', folder, 'kettle-1');
    expect(kettles).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 written, 0 unchanged, 0 refused'),
    });
    expect((await run('flows', 'check', folder)).out).toContain('good         kettle-1.json');
    expect(await run('flows', 'export', folder, 'toaster')).toMatchObject({
      code: 66,
      err: expect.stringContaining('There is no published flow toaster'),
    });
    expect((await run('flows', 'export', folder)).out).toContain('5 written, 1 unchanged, 0 refused');
  }, 120_000);

  it('retires flows and restores them', async () => {
    const list = async () => (await run('flows', 'list')).out;
    const retired = await run('flows', 'retire', 'kettle-1', 'printer-offline');
    expect(retired).toMatchObject({ code: 0, out: expect.stringContaining('retired            kettle-1') });
    expect(await list()).toContain('kettle-1\n    The kettle does not boil  ·  retired');
    const again = await run('flows', 'import', folderOf({ 'kettle.json': kettle }));
    expect(again.out).toContain('kettle.json: this flow is retired, and stays so');
    const nobody = await run('flows', 'restore', 'kettle-1', 'toaster');
    expect(nobody).toMatchObject({ code: 66, err: expect.stringContaining('There is no flow toaster') });
    const restored = await run('flows', 'restore', 'kettle-1', 'printer-offline');
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('restored       kettle-1') });
    expect(await list()).not.toContain('retired');
    expect(await run('flows', 'retire')).toMatchObject({
      code: 64,
      err: expect.stringContaining('Name the flows'),
    });
  }, 120_000);

  it('checks files without a database', async () => {
    const { code, out } = await run(
      'flows',
      'check',
      folderOf({ 'kettle.json': kettle, 'broken.json': broken }),
    );
    expect(out).toContain('1 good, 1 refused');
    expect(code).toBe(1);
  }, 60_000);

  it('says in a sentence what it was not given', async () => {
    const [usage, nowhere, unknown, option] = await Promise.all([
      run('flows'),
      run('flows', 'check', join(home, 'nowhere')),
      run('flows', 'destroy'),
      run('flows', 'list', '--foo'),
    ]);
    expect(usage).toMatchObject({ code: 0, out: expect.stringContaining('npm run flows -- import DIR') });
    expect(nowhere).toMatchObject({ code: 66, err: expect.stringContaining('There is no folder') });
    expect(unknown).toMatchObject({ code: 64, err: expect.stringContaining('no command "destroy"') });
    expect(option).toMatchObject({
      code: 64,
      err: expect.stringMatching(/^There is no option --foo\.\n\nFlows/),
    });
  }, 60_000);
});

describe('eval walks', () => {
  const dialog = (id: string, steps: [string, string][], reached: string, flow = kettle.id) => ({
    id,
    flow,
    problem: 'The electric kettle stays cold and does not boil',
    steps: steps.map(([node, answer]) => ({ node, answer })),
    end: reached,
    replayable: true,
  });

  it('walks menus, instructions and escalations, and leaves out what it has no chart for', async () => {
    const dialogs = [
      dialog(
        'instruction',
        [
          ['1', 'none'],
          ['2', 'Done'],
        ],
        '4',
      ),
      dialog('menu', [['1', 'It blinks']], '3'),
      dialog('elsewhere', [], '1', 'toaster'),
    ];
    const lines = [...dialogs.map((one) => JSON.stringify(one)), 'no dialog'];
    const folder = folderOf({ 'kettle.json': kettle, 'dialogs.jsonl': lines.join('\n') });
    const { code, out, json } = await run('eval', 'walks', folder, '--json', '--transport', 'in-process');
    expect(out).toContain('1 malformed lines are left out');
    expect(out).toContain('1 dialogs of 1 missing charts are left out: toaster');
    expect(json().bars).toContainEqual({
      name: 'walks-replayed',
      value: 100,
      unit: '%',
      goal: '= 100',
      ok: true,
    });
    expect(json().bars).toContainEqual(expect.objectContaining({ name: 'first-or-matched', value: 100 }));
    expect(code).toBe(0);
  }, 120_000);

  it('ends with 1 where a walk goes another way than its dialog', async () => {
    const lines = [dialog('astray', [['1', 'Red']], '4'), dialog('no such answer', [['1', 'Pink']], '3')];
    const folder = folderOf({
      'kettle.json': kettle,
      'dialogs.jsonl': lines.map((one) => JSON.stringify(one)).join('\n'),
    });
    const { code, out } = await run('eval', 'walks', folder, '--transport', 'http');
    expect(out).toContain('dialog astray of Kettle 1: at the end: the session stands at node 3, not at 4');
    expect(out).toContain('there is no answer "Pink" to press');
    expect(code).toBe(1);
  }, 120_000);
});

it.each(['audit', 'bench', 'chaos', 'eval', 'flows', 'migrate'])(
  '%s tells its usage',
  async (command) => {
    expect(await run(command, '--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining(`npm run ${command}`),
    });
  },
  60_000,
);

it('does not migrate without an address', async () => {
  expect(await run('migrate')).toMatchObject({
    code: 64,
    err: expect.stringContaining('DATABASE_URL is not set'),
  });
}, 60_000);
