import { defineConfig } from 'vitest/config';
import repository from '../../vitest.config.ts';

// Of the repository's settings only those are kept that run its packages from their sources.
// biome-ignore lint/style/noDefaultExport: Vitest takes the default export of its configuration file.
export default defineConfig({
  ...repository,
  test: { ...repository.test, include: ['examples/testing/*.vitest.ts'] },
});
