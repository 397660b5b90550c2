import { defineConfig } from 'vitest/config';

/** The tests that mutants are judged by: those of the files that stryker.config.mjs mutates, and no others. */
export default defineConfig({
  test: {
    root: './compiler',
    include: [
      'src/passes/{merge,resolve}.test.ts',
      'src/deploy/{stack-state,mend,judge,judge-surprises,execute-change-set,follow,follow-ends}.test.ts',
    ],
    // Many a mutant waits for ever.
    testTimeout: 10_000,
  },
});
