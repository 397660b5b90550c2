import { fuzzerFindsNothing } from './schemathesis.ts';

fuzzerFindsNothing(2_000, 1_800_000);
