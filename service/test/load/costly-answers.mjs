/*
 * Loaded before the service (`NODE_OPTIONS=--import …`): each answer with 200 keeps its process busy for a while, as work
 * would. Refusing costs what it costs. So the service's capacity is small and known, and a test can ask for a multiple.
 */
import { subscribe } from 'node:diagnostics_channel';

const BUSY_MS = Number(process.env.ANSWER_COSTS_MS);

subscribe('http.server.response.finish', ({ response }) => {
  const end = performance.now() + (response.statusCode === 200 ? BUSY_MS : 0);
  while (performance.now() < end);
});
