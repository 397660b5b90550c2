/** Mutation testing, run by `npm run test:deep -- mutation`: compiler/scripts/mutation.mjs adds up the scores. */
export default {
  mutate: [
    'compiler/src/passes/{merge,resolve}.ts',
    'compiler/src/deploy/{stack-state,mend,judge,execute-change-set,follow}.ts',
  ],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // The tests that are related to these files are nearly all there are: those of the files themselves are named.
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // What only takes long on a busy machine is not to pass for noticed.
  timeoutMS: 20_000,
  // It would be rewritten with the JavaScript API of TypeScript, which version 7 has not got.
  tsconfigFile: 'none',
  disableTypeChecks: false,
  // Copied is what those tests import; without the helpers they would be passed over in silence.
  ignorePatterns: [
    '**',
    '!package.json',
    '!vitest.mutation.config.ts',
    '!tsconfig.base.json',
    '!compiler/tsconfig.json',
    '!compiler/package.json',
    '!compiler/src/**',
    '!compiler/test/helpers/**',
  ],
  tempDirName: '.cache/stryker',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
  jsonReporter: { fileName: '.cache/mutation.json' },
  thresholds: { high: 90, low: 80, break: 80 },
  allowConsoleColors: false,
};
