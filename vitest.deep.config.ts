import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const minutes = 60_000;
const withProperties = ['compiler/src', 'compiler/test', 'service/test']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => `${folder}/${String(file)}`))
  .filter((file) => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes("from 'fast-check'"));

/** `npm run test:deep`: see compiler/scripts/deep.mjs. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'long',
          include: ['{compiler,service}/**/*.deep.test.ts'],
          testTimeout: 30 * minutes,
          hookTimeout: 5 * minutes,
          // They count requests and time: nothing else runs meanwhile.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'sweeps',
          include: withProperties,
          setupFiles: ['compiler/test/helpers/sweep.ts'],
          testTimeout: 30 * minutes,
        },
      },
    ],
  },
});
