import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';

const { SchemaEngine } = engineModule;
const SCHEMA_FILE = fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url));

/** The type `"char"` of PostgreSQL's catalogues, which the stock adapter refuses. */
const CHAR = 18;
const BPCHAR = 1042;

type PerformIo = (query: SqlQuery) => Promise<{ fields: { dataTypeID: number }[]; rows: unknown[] }>;
type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/** The stock adapter, with what Prisma's schema engine needs on top of what its client needs. */
class EngineAdapterFactory extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    // The stock method splits at every semicolon, also inside functions and comments.
    adapter.executeScript = async (script) => void (await adapter.underlyingDriver().query(script));
    const performIo: PerformIo = Reflect.get(adapter, 'performIO').bind(adapter);
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      let chars: boolean[] = [];
      const seeingChars: PerformIo = async (asked) => {
        const result = await performIo(asked);
        chars = result.fields.map((field) => field.dataTypeID === CHAR);
        for (const field of result.fields) if (field.dataTypeID === CHAR) field.dataTypeID = BPCHAR;
        return result;
      };
      Reflect.set(adapter, 'performIO', seeingChars);
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type, i) => (chars[i] ? ColumnTypeEnum.Character : type));
      return { ...result, columnTypes };
    };
    return adapter;
  }
}

type Engine = Awaited<ReturnType<typeof SchemaEngine.new>>;

/** Node's own types name WebAssembly's parts but not the thing itself. */
const webAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
} = Reflect.get(globalThis, 'WebAssembly');

let loaded: Promise<void> | undefined;

/** Prisma's own schema engine on a database, for checking that ours and its view agree. */
async function schemaEngine(pool: pg.Pool): Promise<Engine> {
  loaded ??= load();
  await loaded;
  const adapter = bindMigrationAwareSqlAdapterFactory(new EngineAdapterFactory(pool));
  return SchemaEngine.new(
    { datamodels: [[SCHEMA_FILE, readFileSync(SCHEMA_FILE, 'utf8')]] },
    () => {},
    adapter,
  );
}

/** By hand: the package's own entry needs a flag of Node 20. */
async function load(): Promise<void> {
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
  // Without it a panic of the engine loses its text.
  Reflect.set(globalThis, 'PRISMA_WASM_PANIC_REGISTRY', { set_message() {} });
  const { instance } = await webAssembly.instantiate(readFileSync(file), {
    './schema_engine_bg.js': { ...engineModule },
  });
  engineModule.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
}

const NO_FILTER = { externalTables: [], externalEnums: [] };

/** The SQL that would turn the database into what schema.prisma says; empty if it already is. */
export async function driftOf(pool: pg.Pool): Promise<string> {
  const engine = await schemaEngine(pool);
  const files = [{ path: SCHEMA_FILE, content: readFileSync(SCHEMA_FILE, 'utf8') }];
  const result = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: NO_FILTER,
  });
  return (result.stdout ?? '').replace(/^-- This is an empty migration\.\s*$/m, '').trim();
}

/** What `prisma migrate status` would say of the database, given a folder of migrations. */
export async function diagnose(pool: pg.Pool, folder: string) {
  const engine = await schemaEngine(pool);
  return engine.diagnoseMigrationHistory({
    migrationsList: migrationsList(folder),
    optInToShadowDatabase: false,
    filters: NO_FILTER,
  });
}

/** What `prisma migrate deploy` would do. */
export async function deploy(pool: pg.Pool, folder: string): Promise<string[]> {
  const engine = await schemaEngine(pool);
  const result = await engine.applyMigrations({ migrationsList: migrationsList(folder), filters: NO_FILTER });
  return result.appliedMigrationNames;
}

function migrationsList(folder: string) {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map(({ name }) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(folder, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}
