import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'compiler',
          root: './compiler',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      { test: { name: 'service', root: './service', include: ['test/**/*.test.ts'], testTimeout: 20_000 } },
    ],
    coverage: {
      provider: 'v8',
      include: ['compiler/src/**/*.ts', 'service/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/generated/**', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { 'compiler/src/**': { lines: 90 }, 'service/src/**': { lines: 90 } },
    },
  },
});
