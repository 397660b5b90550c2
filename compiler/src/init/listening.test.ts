import { expect, it } from 'vitest';
import { listeningOf } from './listening.ts';

const [port, health] = [['port'], ['health']];

it.each<[string, number, string, readonly string[]]>([
  ['ENV PORT=5000\nEXPOSE ${PORT}', 5000, '/health', health],
  ['ARG PORT=5000\nEXPOSE ${PORT}', 5000, '/health', health],
  ['ARG PORT\nEXPOSE ${PORT:-5000}', 5000, '/health', health],
  ['ARG PORT=1\nENV PORT=5000\nEXPOSE "$PORT"/tcp', 5000, '/health', health],
  ['ENV PORT 5000', 5000, '/health', [...port, ...health]],
  ['ENV PORT=5000\nEXPOSE 9229 5000', 5000, '/health', health],
  ['EXPOSE 3000 9229', 3000, '/health', [...port, ...health]],
  ['EXPOSE 53/udp 3000', 3000, '/health', health],
  ['EXPOSE 3000-3010', 8080, '/health', [...port, ...health]],
  ['EXPOSE 99999', 8080, '/health', [...port, ...health]],
  ['EXPOSE $NOWHERE', 8080, '/health', [...port, ...health]],
  ['', 8080, '/health', [...port, ...health]],
  ['NONSENSE', 8080, '/health', [...port, ...health]],
  ['EXPOSE 3000\nHEALTHCHECK CMD curl -f http://localhost:3000/healthz || exit 1', 3000, '/healthz', []],
  ['EXPOSE 3000\nHEALTHCHECK CMD ["wget", "-qO-", "http://127.0.0.1:3000/up?full=1"]', 3000, '/up', []],
  ['EXPOSE 3000\nHEALTHCHECK CMD wget -q --spider localhost:3000/up', 3000, '/up', []],
  ['EXPOSE 3000\nHEALTHCHECK CMD curl -f "http://localhost:${PORT}/up"', 3000, '/up', []],
  ['EXPOSE 3000\nHEALTHCHECK CMD curl http://$(hostname):3000/up', 3000, '/up', []],
  ['EXPOSE 80\nHEALTHCHECK CMD curl -f http://localhost', 80, '/', []],
  [
    'EXPOSE 3000\nHEALTHCHECK --timeout=2s CMD ["node", "-e", "fetch(\'http://[::1]:3000/a-b/c.d\')"]',
    3000,
    '/a-b/c.d',
    [],
  ],
  ['EXPOSE 3000\nHEALTHCHECK CMD curl localhost:9000/admin', 3000, '/admin', health],
  ['EXPOSE 3000\nHEALTHCHECK CMD curl localhost/up', 3000, '/up', health],
  ['HEALTHCHECK CMD curl localhost:9000/up', 9000, '/up', port],
  ['HEALTHCHECK CMD curl https://localhost/up', 443, '/up', port],
  ['EXPOSE 3000\nHEALTHCHECK CMD node health.js', 3000, '/health', health],
  ['EXPOSE 3000\nHEALTHCHECK NONE', 3000, '/health', health],
])('of %j is port %i, healthy at %s, guessed: %j', (text, expected, healthPath, guessed) =>
  expect(listeningOf(`FROM node\n${text}\n`)).toEqual({ port: expected, healthPath, guessed }),
);

it('is that of the last stage, with what it has of the one it starts from', () => {
  const of = (text: string) => listeningOf(text).port;
  expect(of('ARG PORT=5000\nFROM node\nEXPOSE ${PORT}')).toBe(8080);
  expect(of('ARG PORT=5000\nFROM node\nARG PORT\nEXPOSE ${PORT}')).toBe(5000);
  expect(of('FROM node AS base\nARG PORT=5000\nFROM base\nEXPOSE ${PORT}')).toBe(5000);
  expect(of('FROM node AS base\nENV PORT=5000\nEXPOSE $PORT\nFROM base AS final')).toBe(5000);
  expect(of('FROM node AS build\nEXPOSE 5000\nFROM node')).toBe(8080);
});
