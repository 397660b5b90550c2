import { describe } from 'vitest';
import { overloadIsBorne } from './overload.ts';

describe.each([1, 4])('overload', (workers) => {
  overloadIsBorne({ workers, seconds: 60, atLeast: 0.8 });
});
