import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMBEDDED_MAJOR } from '../../../src/store/database/data-directory.js';
import { startEngine } from '../../../src/store/database/embedded.js';
import { lockDirectory } from '../../../src/store/database/lock.js';
import { templateEngine } from '../../support/database.js';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'intake-data-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a data directory', () => {
  it('starts over after a first start that was killed, and is of the version the code expects', async () => {
    mkdirSync(join(directory, 'database'));
    writeFileSync(join(directory, 'database', 'PG_VERSION'), EMBEDDED_MAJOR);
    writeFileSync(join(directory, 'database.unfinished'), '');
    const engine = await templateEngine(directory);
    const { rows } = await engine.db.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    await engine.close();
    expect(String(rows[0]?.major)).toBe(EMBEDDED_MAJOR);
    expect(existsSync(join(directory, 'database.unfinished'))).toBe(false);
  });

  it('of another PostgreSQL version is refused and left alone', async () => {
    mkdirSync(join(directory, 'database'));
    writeFileSync(join(directory, 'database', 'PG_VERSION'), '17\n');
    await expect(startEngine({ directory })).rejects.toMatchObject({
      code: 'data_directory_version',
      found: '17',
    });
    expect(existsSync(join(directory, 'holder.json'))).toBe(false);
  });

  it('with other things in the database’s place is refused', async () => {
    mkdirSync(join(directory, 'database'));
    writeFileSync(join(directory, 'database', 'thesis.txt'), 'years of work');
    await expect(startEngine({ directory })).rejects.toMatchObject({ code: 'data_directory_unusable' });
    expect(existsSync(join(directory, 'database', 'thesis.txt'))).toBe(true);
  });

  it('with damaged files is refused with a way out', async () => {
    mkdirSync(join(directory, 'database'));
    writeFileSync(join(directory, 'database', 'PG_VERSION'), EMBEDDED_MAJOR);
    await expect(startEngine({ directory })).rejects.toThrow(
      /does not open .* INTAKE_DATA to a new directory/,
    );
  });

  it('that cannot be written is refused', async () => {
    writeFileSync(join(directory, 'file'), '');
    const inside = startEngine({ directory: join(directory, 'file', 'data') });
    await expect(inside).rejects.toThrow(/cannot be used: nothing can be written there .*INTAKE_DATA/);
  });
});

describe.each(['linux', 'darwin'] as const)('the lock as taken on %s', (platform) => {
  it.runIf(platform === process.platform || platform === 'darwin')(
    'excludes a second holder until it is released',
    async () => {
      const release = await lockDirectory(directory, platform);
      await expect(lockDirectory(directory, platform)).rejects.toMatchObject({
        code: 'data_directory_in_use',
        holder: { pid: process.pid },
      });
      await release();
      const again = await lockDirectory(directory, platform);
      await again();
    },
  );
});

it('takes over the lock file of a process that is gone', async () => {
  const gone = { pid: 2 ** 22 + 1, startedAt: '2020-01-01T00:00:00.000Z', host: 'here' };
  writeFileSync(join(directory, 'holder.json'), JSON.stringify(gone));
  const release = await lockDirectory(directory, 'darwin');
  await expect(lockDirectory(directory, 'darwin')).rejects.toMatchObject({ holder: { pid: process.pid } });
  await release();
});

it.runIf(process.platform === 'linux')(
  'believes the holder in another container for as long as it gives signs of life',
  async () => {
    const file = join(directory, 'holder.json');
    writeFileSync(
      file,
      JSON.stringify({ pid: 1, startedAt: '2020-01-01T00:00:00.000Z', host: 'another-container' }),
    );
    await expect(lockDirectory(directory)).rejects.toMatchObject({ holder: { host: 'another-container' } });
    utimesSync(file, new Date(), new Date(Date.now() - 16_000));
    const release = await lockDirectory(directory);
    await release();
  },
);
