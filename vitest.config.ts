import { defineConfig } from 'vitest/config';

// Tests run the TypeScript sources of every package; `dist` is never read.
const conditions = ['@boathouse/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts'],
    execArgv: ['--conditions=@boathouse/source'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // By default a second, in which a busy machine may not have written a file to its disk.
    expect: { poll: { timeout: 10_000 } },
  },
});
