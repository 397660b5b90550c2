/*
 * Loaded before the service (`NODE_OPTIONS=--import …`): collects garbage four times a second, so that what its heap holds is what
 * something still refers to.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
setInterval(() => collect(), 250).unref();
