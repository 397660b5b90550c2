import { DockerfileError, type Instruction } from './dockerfile.ts';
import { execForm } from './dockerfile-words.ts';
import type { Healthcheck } from './image-config.ts';

const options = {
  interval: 'Interval',
  timeout: 'Timeout',
  'start-period': 'StartPeriod',
  'start-interval': 'StartInterval',
} as const;

const nanoseconds = { h: 3_600e9, m: 60e9, s: 1e9, ms: 1e6, us: 1e3, µs: 1e3, ns: 1 } as const;

/** `HEALTHCHECK [--interval=30s …] CMD …`, or `NONE`. https://docs.docker.com/reference/dockerfile/#healthcheck */
export function readHealthcheck({ rest, flags, line }: Instruction): Healthcheck {
  const [, word = '', command = ''] = /^(\S+)(?:\s+(\S[\s\S]*))?$/.exec(rest) ?? [];
  if (word.toUpperCase() === 'NONE' && command === '') return { test: ['NONE'], durations: {} };
  if (word.toUpperCase() !== 'CMD' || command === '')
    throw new DockerfileError(line, 'HEALTHCHECK takes CMD <command> or NONE');
  const exec = execForm(command);
  const durations: Record<string, number> = {};
  for (const [flag, name] of Object.entries(options)) {
    const text = flags[flag];
    if (text !== undefined) durations[name] = duration(text, line);
  }
  const retries = flags['retries'];
  if (retries !== undefined && !/^\d+$/.test(retries))
    throw new DockerfileError(line, `--retries=${retries} is not a number`);
  return {
    test: exec ? ['CMD', ...exec] : ['CMD-SHELL', command],
    durations,
    ...(retries !== undefined && { retries: Number(retries) }),
  };
}

/** Go's notation: `1m30s`, `500ms`. */
function duration(text: string, line: number): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) {
    throw new DockerfileError(line, `${text} is not a duration such as 30s`);
  }
  return parts.reduce((sum, [, amount, unit]) => {
    const known = Object.entries(nanoseconds).find(([name]) => name === unit);
    return sum + Number(amount) * (known?.[1] ?? 0);
  }, 0);
}
