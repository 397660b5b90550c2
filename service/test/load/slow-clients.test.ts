import { slowClientsDoNoHarm } from './slow-clients.ts';

slowClientsDoNoHarm({ idle: 1_000, slow: 200, deaf: 10, forMs: 500, unread: 500 });
