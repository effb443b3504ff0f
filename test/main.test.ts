import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');
const home = mkdtempSync(join(tmpdir(), 'intake-main-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

/** The program in a process of its own, with nothing configured but this. */
function start(env: Record<string, string>): ChildProcess {
  const { PATH, HOME } = process.env;
  const data = mkdtempSync(join(home, 'data-'));
  return spawn(process.execPath, ['--import', tsx, main], {
    cwd: home,
    env: { PATH, HOME, INTAKE_DATA: data, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** How it ended, and what it said beside its log. */
async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  child.stderr?.on('data', (data) => {
    said += String(data);
  });
  const [code] = await once(child, 'close');
  const words = said.split('\n').filter((line) => !line.startsWith('{'));
  return { code, said: words.join('\n') };
}

/** One sentence or two for the person who started it, and no stack. */
const sentence = (words: string) => expect.stringMatching(new RegExp(`^[^\\n]*${words}[^\\n]*\\n$`));

/** A Web API that answers every call so; without an answer it hangs. */
async function webApi(answer: object | null, asked: () => void = () => undefined): Promise<string> {
  const server = createServer((_, response) => {
    asked();
    if (answer) response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

it('ends with 0 when it is told to stop while it is still starting', async () => {
  let child: ChildProcess | undefined;
  const asked = () => void child?.kill('SIGTERM');
  const SLACK_API_URL = await webApi(null, asked);
  child = start({ ...tokens, SLACK_API_URL });
  expect(await ended(child)).toMatchObject({ code: 0 });
}, 120_000);

describe('a start that cannot work says why in a sentence, where', () => {
  it('the configuration contradicts itself', async () => {
    const refused = ended(start({ SLACK_BOT_TOKEN: 'xoxb-1' }));
    expect(await refused).toMatchObject({
      code: 78,
      said: expect.stringContaining('SLACK_BOT_TOKEN is set'),
    });
  }, 120_000);

  it('Slack refuses the token', async () => {
    const SLACK_API_URL = await webApi({ ok: false, error: 'invalid_auth' });
    const said = sentence('Slack refused SLACK_BOT_TOKEN or SLACK_APP_TOKEN \\(invalid_auth\\)');
    expect(await ended(start({ ...tokens, SLACK_API_URL }))).toEqual({ code: 78, said });
  }, 120_000);

  it('Slack cannot be reached', async () => {
    const refused = ended(start({ ...tokens, SLACK_API_URL: 'http://127.0.0.1:1/api/' }));
    expect(await refused).toEqual({ code: 69, said: sentence('Slack cannot be reached') });
  }, 120_000);

  it('no database answers', async () => {
    const refused = ended(start({ DATABASE_URL: 'postgres://intake:s3cret@127.0.0.1:1/intake' }));
    const { code, said } = await refused;
    expect({ code, said }).toEqual({ code: 69, said: sentence('cannot be reached .*DATABASE_URL right') });
    expect(said).not.toContain('s3cret');
  }, 120_000);

  it('the data directory is damaged, which it leaves as it is', async () => {
    const directory = mkdtempSync(join(home, 'damaged-'));
    mkdirSync(join(directory, 'database'));
    writeFileSync(join(directory, 'database', 'PG_VERSION'), '18');
    writeFileSync(join(directory, 'database', 'pg_control'), 'torn');
    const refused = ended(start({ INTAKE_DATA: directory }));
    expect(await refused).toEqual({
      code: 69,
      said: sentence('does not open .* INTAKE_DATA to a new directory'),
    });
    expect(readFileSync(join(directory, 'database', 'pg_control'), 'utf8')).toBe('torn');
  }, 120_000);
});

/** A disk of so many megabytes; null where this user may not mount one. */
function smallDisk(megabytes: number): string | null {
  const directory = mkdtempSync(join(home, 'disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory], {
      stdio: 'ignore',
    });
    return directory;
  } catch {
    return null;
  }
}

const tiny = smallDisk(3);
afterAll(() => {
  if (tiny) execFileSync('umount', [tiny]);
});

it.runIf(tiny !== null)(
  'says that the disk is full, and starts once it is not',
  async () => {
    const directory = join(tiny ?? '', 'data');
    const full = { code: 69, said: sentence('its disk is full\\. Free at least 50 MB') };
    expect(await ended(start({ INTAKE_DATA: directory }))).toEqual(full);
    // What the first one left half made does not keep the next one from saying the same.
    expect(await ended(start({ INTAKE_DATA: directory }))).toEqual(full);
    execFileSync('mount', ['-o', 'remount,size=200m', tiny ?? '']);
    const child = start({ INTAKE_DATA: directory });
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await ended(child)).toMatchObject({ code: 0 });
    expect(readdirSync(directory)).toContain('database');
  },
  240_000,
);
