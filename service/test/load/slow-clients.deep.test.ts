import { slowClientsDoNoHarm } from './slow-clients.ts';

slowClientsDoNoHarm({ idle: 10_000, slow: 1_000, deaf: 50, forMs: 20_000, unread: 1_000 });
