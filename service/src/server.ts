import { buildApp } from './app.ts';
import { serve } from './serve.ts';
import { describeProblems, readSettings } from './settings.ts';

// EX_CONFIG of sysexits.h: starting again does not help until the settings are mended.
const WRONG_SETTINGS = 78;

const result = readSettings(process.env);
if ('problems' in result) {
  process.stderr.write(describeProblems(result.problems));
  process.exitCode = WRONG_SETTINGS;
} else {
  await serve(await buildApp(result.settings), result.settings);
}
