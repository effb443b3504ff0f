import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { environment } from '../src/config.js';
import { action, shortcut, view } from '../src/slack/ids.js';
import { type Declared, functionsOf, statementsOf } from './support/source.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function filesUnder(folder: string, ends = /\.ts$/): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => ends.test(path) && !path.includes('/generated/'))
    .sort();
}

const sources = filesUnder('src');
const room = (path: string): string => path.split('/')[1] ?? '';
const isPage = (path: string): boolean => path.startsWith('src/sandbox/page/');

interface Import {
  from: string;
  /** A path of ours, or a package's name. */
  to: string;
  typeOnly: boolean;
}

const statement =
  /(?:^|\n)(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s*['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

function importsOf(path: string): Import[] {
  return [...read(path).matchAll(statement)].map(([, type, names = '', from, bare, dynamic]) => {
    const to = from ?? bare ?? dynamic ?? '';
    const named = /^\{([^}]*)\}$/
      .exec(names.trim())?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    const typeOnly = type !== undefined || (named?.every((name) => name.trim().startsWith('type ')) ?? false);
    const resolved = to.startsWith('.') ? normalize(join(dirname(path), to)).replace(/\.js$/, '.ts') : to;
    return { from: path, to: resolved, typeOnly };
  });
}

const imports = sources.filter((path) => !isPage(path)).flatMap(importsOf);
const told = ({ from, to }: Import): string => `${from} -> ${to}`;
const violations = (wrong: (one: Import) => boolean): string[] => imports.filter(wrong).map(told);

/** Which rooms of ours a room may import; `types` only as types. What is not listed may import every room. */
const arrows: Record<string, { values: string[]; types: string[] }> = {
  domain: { values: ['domain'], types: [] },
  store: { values: ['store', 'domain'], types: ['ai'] },
  ai: { values: ['ai', 'domain'], types: [] },
  jobs: { values: ['jobs', 'domain'], types: ['store', 'ai'] },
  usecases: { values: ['usecases', 'domain'], types: ['store', 'ai', 'jobs'] },
  'flow-files': { values: ['flow-files', 'domain'], types: [] },
  sandbox: { values: ['sandbox'], types: [] },
  webhook: { values: ['webhook', 'domain'], types: ['jobs'] },
  slack: { values: ['slack', 'domain'], types: ['usecases', 'jobs'] },
};

/** Arrows that DESIGN.md draws between parts of one room, and what crosses a room's border by name. */
const named = new Set([
  // The messenger is the port that jobs own; its errors and pauses are raised where Slack is called.
  'src/slack/surfaces/messenger.ts -> src/jobs/messenger.ts',
  'src/slack/surfaces/messenger.ts -> src/jobs/worker.ts',
  'src/store/search-store.ts -> src/ai/embedder.ts',
]);

describe('the arrows between rooms', () => {
  it.each(Object.entries(arrows))('%s imports only what it may', (name, { values, types }) => {
    const wrong = violations((one) => {
      if (room(one.from) !== name || !one.to.startsWith('src/') || named.has(told(one))) return false;
      return !values.includes(room(one.to)) && !(one.typeOnly && types.includes(room(one.to)));
    });
    expect(wrong).toEqual([]);
  });

  it('point inside Slack from listeners and middleware to surfaces to blocks', () => {
    const layers = ['listeners', 'middleware', 'surfaces', 'blocks'];
    const layer = (path: string): number => layers.indexOf(path.split('/')[2] ?? '');
    const wrong = violations(
      ({ from, to }) =>
        room(from) === 'slack' && room(to) === 'slack' && layer(from) > layer(to) && layer(to) !== -1,
    );
    expect(wrong.filter((arrow) => !arrow.endsWith('/middleware/identify.ts'))).toEqual([]);
  });

  it('lead to every room from app.ts and the commands alone', () => {
    const startsIt = ['app', 'main', 'start', 'start-failure', 'sandbox-people'].map(
      (name) => `src/${name}.ts`,
    );
    const wrong = violations(
      ({ from, to }) =>
        ['src/app.ts', 'src/config.ts', 'src/main.ts', 'src/start.ts'].includes(to) &&
        !startsIt.includes(from) &&
        room(from) !== 'cli',
    );
    expect(wrong).toEqual([]);
  });

  it('end at files that are there', () => {
    const missing = imports.filter(({ to }) => to.startsWith('src/') && !to.includes('/generated/'));
    expect(missing.filter(({ to }) => !existsSync(join(root, to))).map(told)).toEqual([]);
  });

  it('lead to Prisma and PostgreSQL from the store alone', () => {
    const isDatabase = (to: string) =>
      /^(@prisma\/|prisma|pg$|pgvector|@electric-sql\/)/.test(to) || to.includes('/generated/');
    expect(violations(({ from, to }) => isDatabase(to) && room(from) !== 'store')).toEqual([]);
  });

  it('lead to Slack’s packages from src/slack and app.ts alone; the sandbox takes types', () => {
    const wrong = violations(
      ({ from, to, typeOnly }) =>
        to.startsWith('@slack/') &&
        room(from) !== 'slack' &&
        !['src/app.ts', 'src/start-failure.ts'].includes(from) &&
        !(room(from) === 'sandbox' && typeOnly) &&
        room(from) !== 'cli',
    );
    expect(wrong).toEqual([]);
    const blocks = violations(
      ({ from, to, typeOnly }) =>
        from.startsWith('src/slack/blocks/') &&
        to.startsWith('@slack/') &&
        (to !== '@slack/types' || !typeOnly),
    );
    expect(blocks).toEqual([]);
  });
});

describe('sizes', () => {
  const measured = sources.filter((path) => !isPage(path));

  it('of files are at most 300 lines', () => {
    const long = measured.filter((path) => read(path).split('\n').length > 301);
    expect(long).toEqual([]);
  });

  it('are measured function by function', () => {
    const planted = [
      '/** Does it. */',
      'export async function outer(',
      '  ctx: Context,',
      '): Promise<void> {',
      "  authorize(ctx.actor, 'x');",
      '  return {',
      '    async inner() {',
      '      await ctx;',
      '    },',
      '  };',
      '}',
      '',
      'const arrow = (one: string) =>',
      '  one;',
    ].join('\n');
    expect(functionsOf(planted)).toMatchObject([
      { name: 'outer', exported: true, doc: '/** Does it. */', lines: 7 },
      { name: 'outer.inner', lines: 3 },
      { name: 'arrow', exported: false, doc: '', lines: 2 },
    ]);
    expect(statementsOf(functionsOf(planted)[0]?.body ?? '')[0]).toBe("authorize(ctx.actor, 'x');");
  });

  it('of functions are at most 60 lines', () => {
    const long = measured.flatMap((path) =>
      functionsOf(read(path))
        .filter(({ lines }) => lines > 60)
        .map(({ name, lines }) => `${path} ${name}: ${lines}`),
    );
    expect(long).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read by config.ts alone', () => {
    const readers = sources.filter(
      (path) => !isPage(path) && /process\.(env|loadEnvFile)\b/.test(read(path)),
    );
    expect(readers.filter((path) => room(path) !== 'cli')).toEqual(['src/config.ts']);
  });

  it('is listed in .env.example, each variable with its sentence', () => {
    const lines = read('.env.example').split('\n');
    const variables = lines.flatMap((line) => /^#?\s?([A-Z][A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(variables.sort()).toEqual(Object.keys(environment.shape).sort());
    for (const [index, line] of lines.entries())
      if (/^#?\s?[A-Z][A-Z_]+=/.test(line)) expect(lines[index - 1], line).toMatch(/^# [A-Z].*[.:]$/);
  });
});

/** Each exported function of a use case file that takes a context or services. */
const useCases = filesUnder('src/usecases')
  .filter(
    (path) => !path.startsWith('src/usecases/shared/') && !/\/(index|context|timed-acts)\.ts$/.test(path),
  )
  .flatMap((path) =>
    functionsOf(read(path))
      .filter(({ exported }) => exported)
      .map((one) => ({ path, ...one })),
  );

/** Nobody has to be allowed to these, and their own words say so; each in its docstring. */
const unauthorized: Record<string, RegExp> = {
  meetPerson: /nobody has to be allowed to/,
  noteChange: /nobody to\s+authorize/,
  noteGroupChange: /nobody to authorize/,
  redrawStale: /nobody to authorize/,
  isWalkThread: /nobody to authorize/,
  setUpAccount: /nobody to authorize/,
  requestAccess: /no role to authorize/,
  hasAskedForAccess: /nobody to authorize/,
  readHome: /no refusal here/,
  addNote: /null where the thread is none of ours/,
  changeRole: /that have authorized it/,
};

describe('use cases', () => {
  it('begin with authorize(), or say why not', () => {
    const wrong = useCases.filter(({ name, body, doc }) => {
      const excuse = unauthorized[name];
      if (excuse) return !excuse.test(doc.replace(/\n \* /g, ' '));
      return !/^authorize\(ctx\.actor, '/.test(statementsOf(body)[0] ?? '');
    });
    expect(wrong.map(({ path, name }) => `${path} ${name}`)).toEqual([]);
  });

  it('excuse only those that are there', () => {
    const names = useCases.map(({ name }) => name);
    expect(Object.keys(unauthorized).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('docstrings', () => {
  const documented = ['usecases', 'store', 'domain'];

  it('are on every exported function of use cases, store and domain', () => {
    const bare = sources
      .filter((path) => documented.includes(room(path)))
      .flatMap((path) =>
        functionsOf(read(path))
          .filter((one: Declared) => one.exported && one.doc === '')
          .map(({ name }) => `${path} ${name}`),
      );
    expect(bare).toEqual([]);
  });
});

describe('manifest.yml', () => {
  interface Manifest {
    features: {
      slash_commands: { command: string }[];
      shortcuts: { callback_id: string; type: string }[];
    };
    settings: { event_subscriptions: { bot_events: string[] } };
  }
  const manifest: Manifest = parse(read('manifest.yml'));
  const listeners = filesUnder('src/slack/listeners').map(read).join('\n');
  const registered = (pattern: RegExp): string[] =>
    [...listeners.matchAll(pattern)].map(([, name]) => name ?? '');

  it('lists the commands that are registered', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(
      registered(/app\.command\(\s*'([^']+)'/g),
    );
  });

  it('lists the shortcuts that are registered', () => {
    const ids: Record<string, string> = shortcut;
    expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id).sort()).toEqual(
      registered(/app\.shortcut[^(]*\(\s*shortcut\.(\w+)/g)
        .map((name) => ids[name])
        .sort(),
    );
  });

  it('subscribes to the events that are registered', () => {
    const events = new Set(
      manifest.settings.event_subscriptions.bot_events.map((name) => name.split('.')[0]),
    );
    expect([...events].sort()).toEqual(registered(/app\.event\(\s*'([^']+)'/g).sort());
  });
});

describe('ids', () => {
  const listeners = filesUnder('src/slack/listeners').map(read).join('\n');
  /** Modals that nothing is submitted from. */
  const shownOnly: string[] = ['settings', 'clocks', 'brief', 'secret', 'loading', 'problem', 'intakeChoice'];

  it('of actions all have a listener', () => {
    const unheard = Object.keys(action).filter(
      (name) => !new RegExp(`\\baction\\.${name}\\b`).test(listeners),
    );
    expect(unheard).toEqual([]);
  });

  it('of modals that are submitted all have a listener', () => {
    const unheard = Object.keys(view).filter(
      (name) => !shownOnly.includes(name) && !new RegExp(`\\bcallback\\.${name}\\b`).test(listeners),
    );
    expect(unheard).toEqual([]);
  });

  it('are unique and named noun.verb', () => {
    for (const ids of [Object.values(action), Object.values(shortcut)]) {
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z]+\.[a-z_]+$/);
    }
  });
});

describe('package-lock.json', () => {
  interface Lock {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  }
  it('has every optional dependency that it names, so that npm ci installs on other machines too', () => {
    const { packages }: Lock = JSON.parse(read('package-lock.json'));
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isLocked(packages, path, name))
        .map((name) => `${path || 'the project'} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  /** Looked for as Node does: beside the package, then upwards. */
  function isLocked(packages: Lock['packages'], path: string, name: string): boolean {
    for (let folder = path; ; folder = relative('.', dirname(folder))) {
      if (packages[join(folder, 'node_modules', name)]) return true;
      if (folder === '' || folder === '.') return packages[`node_modules/${name}`] !== undefined;
    }
  }
});
