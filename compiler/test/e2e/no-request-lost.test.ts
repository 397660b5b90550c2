import { noRequestIsLost } from './no-request-lost.ts';

noRequestIsLost(3, { tasks: 1, speed: 4 });
