import { fuzzerFindsNothing } from './schemathesis.ts';

fuzzerFindsNothing(30, 120_000);
