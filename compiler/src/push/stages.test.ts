import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './dockerfile.ts';
import { readStages, targetStage } from './stages.ts';

const stagesOf = (text: string, args: Record<string, string> = {}) =>
  readStages(parseDockerfile(text), { args });
const last = (text: string, args: Record<string, string> = {}) => targetStage(stagesOf(text, args));

describe('the configuration of a stage', () => {
  it('reads everything that a runtime stage says', () => {
    const stage = last(`
ARG NODE=22
FROM node:\${NODE}-slim AS build
CMD ["wrong"]
FROM node:\${NODE}-slim AS runtime
WORKDIR /app
WORKDIR service
ENV NODE_ENV=production PORT=8080 GREETING="hello world"
LABEL title=demo
USER node
EXPOSE $PORT 9090/udp
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=1m30s --retries=3 CMD ["node", "health.js"]
VOLUME /data
ENTRYPOINT ["node"]
CMD ["dist/server.js"]
`);
    expect(stage).toMatchObject({ name: 'runtime', image: 'node:22-slim' });
    expect(stage?.config).toEqual({
      workingDir: '/app/service',
      env: { NODE_ENV: 'production', PORT: '8080', GREETING: 'hello world' },
      labels: { title: 'demo' },
      user: 'node',
      exposedPorts: ['8080/tcp', '9090/udp'],
      stopSignal: 'SIGTERM',
      healthcheck: {
        test: ['CMD', 'node', 'health.js'],
        durations: { Interval: 30e9, Timeout: 90e9 },
        retries: 3,
      },
      entrypoint: ['node'],
      cmd: ['dist/server.js'],
    });
  });

  it.each<[string, string, readonly string[]]>([
    ['the exec form as it is', 'CMD ["node", "$A"]', ['node', '$A']],
    ['the shell form through the shell', 'CMD node $A', ['/bin/sh', '-c', 'node $A']],
    [
      'the shell form through another shell',
      'SHELL ["/bin/bash", "-ec"]\nCMD node',
      ['/bin/bash', '-ec', 'node'],
    ],
    ['the last of several', 'CMD ["a"]\nCMD ["b"]', ['b']],
  ])('takes %s', (_what, text, cmd) => {
    expect(last(`FROM x\n${text}`)?.config.cmd).toEqual(cmd);
  });

  it('inherits from the stage that it starts from, and drops its command with a new entry point', () => {
    const text = 'FROM x AS base\nWORKDIR /a\nENV A=1\nUSER me\nCMD ["c"]\nCOPY one .\nFROM base\nCOPY two .';
    const stage = last(text);
    expect(stage).toMatchObject({
      image: 'x',
      config: { workingDir: '/a', env: { A: '1' }, user: 'me', cmd: ['c'] },
    });
    expect(stage?.steps).toHaveLength(2);
    expect(last(`${text}\nENTRYPOINT ["e"]`)?.config).toMatchObject({ entrypoint: ['e'], cmd: [] });
    expect(last(`${text}\nCMD ["d"]\nENTRYPOINT ["e"]`)?.config).toMatchObject({
      entrypoint: ['e'],
      cmd: ['d'],
    });
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['a default', 'FROM x\nARG DIR=a\nWORKDIR /$DIR', {}, '/a'],
    ['what was given over the default', 'FROM x\nARG DIR=a\nWORKDIR /$DIR', { DIR: 'b' }, '/b'],
    ['nothing that was not declared', 'FROM x\nWORKDIR /$DIR', { DIR: 'b' }, '/'],
    ['a global one once it is declared again', 'ARG DIR=a\nFROM x\nARG DIR\nWORKDIR /$DIR', {}, '/a'],
    ['no global one otherwise', 'ARG DIR=a\nFROM x\nWORKDIR /$DIR', {}, '/'],
    ['one of the stage that it starts from', 'FROM x AS a\nARG DIR=a\nFROM a\nWORKDIR /$DIR', {}, '/a'],
    ['ENV over ARG', 'FROM x\nARG DIR=a\nENV DIR=c\nWORKDIR /$DIR', { DIR: 'b' }, '/c'],
    ['the platform', 'FROM x\nARG TARGETARCH\nWORKDIR /$TARGETARCH', {}, '/amd64'],
  ])('substitutes %s', (_what, text, args, expected) => {
    expect(last(text, args)?.config.workingDir).toBe(expected);
  });

  it('knows PATH as Docker has it, and the old form of ENV', () => {
    expect(last('FROM x\nENV PATH=/app/bin:$PATH\nENV A b  c')?.config.env).toEqual({
      PATH: '/app/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      A: 'b  c',
    });
  });

  it.each<[string, object]>([
    ['HEALTHCHECK NONE', { test: ['NONE'], durations: {} }],
    ['HEALTHCHECK CMD curl -f localhost', { test: ['CMD-SHELL', 'curl -f localhost'], durations: {} }],
    ['HEALTHCHECK --start-period=500ms CMD x', { test: ['CMD-SHELL', 'x'], durations: { StartPeriod: 5e8 } }],
  ])('reads %s', (text, expected) => {
    expect(last(`FROM x\n${text}`)?.config.healthcheck).toEqual(expected);
  });
});

describe('the steps of a stage', () => {
  it('resolves sources and targets', () => {
    const stages = stagesOf(`FROM x AS deps
RUN npm ci
FROM x AS Build
FROM y
WORKDIR /app
COPY package.json package-lock.json ./
COPY ./service service
COPY --from=build app/dist dist/
COPY --from=0 ["/a b", "/c"]
COPY --from=nginx:1 /etc/x /etc/x
ADD https://example.com/x /x
COPY <<END /file
text
END
RUN true`);
    const copy = { kind: 'copy', from: undefined };
    expect(stages[2]?.steps).toMatchObject([
      { ...copy, sources: ['package.json', 'package-lock.json'], target: '/app', intoFolder: true, line: 6 },
      { ...copy, sources: ['service'], target: '/app/service', intoFolder: false },
      { ...copy, from: 1, sources: ['/app/dist'], target: '/app/dist', intoFolder: true },
      { ...copy, from: 0, sources: ['/a b'], target: '/c', intoFolder: false },
      { ...copy, from: 'nginx:1', sources: ['/etc/x'] },
      { kind: 'skipped', what: 'ADD https://example.com/x' },
      { kind: 'skipped', what: 'COPY with a here-document' },
      { kind: 'run', command: 'true', workingDir: '/app' },
    ]);
  });

  it('finds a target by name or number', () => {
    const stages = stagesOf('FROM a AS one\nFROM b AS two\nFROM c');
    expect(targetStage(stages, 'ONE')?.image).toBe('a');
    expect(targetStage(stages, '1')?.image).toBe('b');
    expect(targetStage(stages)?.image).toBe('c');
    expect(targetStage(stages, 'three')).toBeUndefined();
  });
});

describe('a Dockerfile that is wrong', () => {
  it.each([
    ['RUN x', 1, 'RUN stands before the first FROM'],
    ['# nothing', 1, 'there is no FROM'],
    ['FROM x build', 1, 'FROM is written FROM <image> [AS <name>]'],
    ['FROM $NOTHING', 1, 'FROM names no image'],
    ['FROM x\nCOPY a', 2, 'COPY needs a source and a destination'],
    ['FROM x\nENV A', 2, 'ENV is written ENV <name>=<value>'],
    ['FROM x\nENV A=1 B', 2, 'B is not <name>=<value>'],
    ['FROM x\nSHELL bash', 2, 'SHELL takes a JSON list of strings'],
    ['FROM x\nHEALTHCHECK curl x', 2, 'HEALTHCHECK takes CMD <command> or NONE'],
    ['FROM x\nHEALTHCHECK --interval=30 CMD x', 2, '30 is not a duration such as 30s'],
    ['FROM x\nHEALTHCHECK --retries=x CMD x', 2, '--retries=x is not a number'],
  ])('%j', (text, line, message) => {
    expect(() => stagesOf(text)).toThrow(expect.objectContaining({ line, message }));
  });
});
