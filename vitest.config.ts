import { defineConfig } from 'vitest/config';

/** Tests that open a database, directly or through the whole program. */
const DATABASE = [
  'store',
  'usecases',
  'journeys',
  'jobs',
  'slack/listeners',
  'slack/middleware',
  'slack/surfaces',
  'cli',
].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    reporters: ['default'],
    pool: 'forks',
    maxWorkers: 2,
    // What never comes is found later; what comes late on a busy machine is not wrong.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: DATABASE,
          // What hangs is found later; what is slow on a busy machine is not wrong.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: DATABASE,
          globalSetup: 'test/support/global-setup.ts',
          // One embedded database for each worker, cleaned for each file: starting one takes longer than most files.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
