/** Set-up of `npm run test:deep -- sweeps`: properties that name no number of runs of their own get more than the usual 100. */
import fc from 'fast-check';
import { runs } from './runs.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: runs(100) });
