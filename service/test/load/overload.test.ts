import { overloadIsBorne } from './overload.ts';

// Other tests run beside this one and take what it measures with: the 80 % are for `npm run test:deep`.
overloadIsBorne({ workers: 1, seconds: 5, atLeast: 0.4 });
