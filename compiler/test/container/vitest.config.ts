import { defineConfig } from 'vitest/config';

/** `npm run test:container` hands in an engine; one after the other, since times are measured. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.check.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
