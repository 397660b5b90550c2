import { noRequestIsLost } from './no-request-lost.ts';

noRequestIsLost(20, { tasks: 2, speed: 1 });
