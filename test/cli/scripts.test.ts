import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const commands = readdirSync(new URL('src/cli/', root), { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => basename(name, '.ts'));

it.each(commands)('runs %s as it was built last', (command) => {
  expect(scripts[command]).toBe(`node dist/cli/${command}.js`);
  expect(scripts[`pre${command}`]).toBe('node scripts/build.mjs');
});

const barsHold = (...names: string[]) => {
  const bars = [
    { name: 'speed', ok: true },
    { name: 'size', ok: false },
  ];
  const input = `ok speed\n${JSON.stringify({ command: 'bench', bars })}\n`;
  return spawnSync('node', [fileURLToPath(new URL('scripts/bars-hold.mjs', root)), ...names], { input })
    .status;
};

it('ends with 1 where one of the named bars does not hold or is not there', () => {
  expect(barsHold('speed')).toBe(0);
  expect(barsHold('speed', 'size')).toBe(1);
  expect(barsHold('weight')).toBe(1);
});
