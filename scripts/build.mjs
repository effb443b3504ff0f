// Brings dist/ and the generated database client up to date; does nothing when they already are.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const run = (script, ...args) =>
  execFileSync(process.execPath, [at('node_modules', script), ...args], { cwd: root, stdio: 'inherit' });

const filesUnder = (folder) =>
  readdirSync(at(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Runs `work` unless `stamp` already holds the hash of `inputs`. */
function unlessCurrent(stamp, inputs, work) {
  const hash = hashOf(inputs);
  if (!process.argv.includes('--force') && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

unlessCurrent(
  at('src/store/generated/.stamp'),
  [at('prisma/schema.prisma'), at('node_modules/prisma/package.json')],
  () => run('prisma/build/index.js', 'generate'),
);

// An installation without development packages runs what was built before.
const canCompile = existsSync(at('node_modules/typescript/bin/tsc'));
if (!canCompile && !existsSync(at('dist/main.js'))) {
  console.error(
    'Nothing is built yet, and TypeScript is not installed: run `npm ci` without --omit=dev once.',
  );
  process.exit(1);
}
if (canCompile)
  unlessCurrent(
    at('dist/.stamp'),
    [...filesUnder('src'), at('tsconfig.json'), at('tsconfig.build.json'), at('package-lock.json')],
    () => {
      rmSync(at('dist'), { recursive: true, force: true });
      run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
      run('typescript/bin/tsc', '-p', 'src/sandbox/page/tsconfig.json');
      // What tsc does not carry over: the page's markup and styles.
      for (const file of filesUnder('src/sandbox/page')) {
        if (['.html', '.css', '.svg'].includes(extname(file)))
          cpSync(file, file.replace(at('src'), at('dist')));
      }
    },
  );

// What a first start begins from; without it a first start takes a few seconds longer.
unlessCurrent(
  at('.cache/.template-stamp'),
  [...filesUnder('prisma/migrations'), at('node_modules/@electric-sql/pglite/package.json')],
  () => run('../dist/store/database/make-template.js'),
);
