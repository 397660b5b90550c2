import { overloadIsBorne } from './overload.ts';

overloadIsBorne({ workers: 1, seconds: 60, atLeast: 0.8 });
