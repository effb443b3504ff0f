import { defineConfig } from 'prisma/config';

// The CLI downloads its schema engine before every command, also before those that never run it.
// Any existing file satisfies that check, so `prisma generate` works without a network.
if (['generate', 'validate', 'format'].includes(process.argv[2] ?? '')) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
