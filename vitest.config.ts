import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** What takes minutes is for `npm run test:deep`. */
const exclude = [...configDefaults.exclude, '**/*.deep.test.ts'];

export default defineConfig({
  test: {
    // The tests that take long wait for processes of their own: one more at a time than there are processors.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: 'compiler',
          root: './compiler',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'service',
          root: './service',
          include: ['test/**/*.test.ts'],
          exclude,
          testTimeout: 20_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['compiler/src/**/*.ts', 'service/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/generated/**', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { 'compiler/src/**': { lines: 90 }, 'service/src/**': { lines: 95 } },
    },
  },
});
