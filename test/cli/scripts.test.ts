import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
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
