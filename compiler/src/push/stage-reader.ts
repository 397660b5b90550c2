import { posix } from 'node:path';
import { DockerfileError, type Instruction } from './dockerfile.ts';
import { assignment, execForm, substitute, words } from './dockerfile-words.ts';
import { readHealthcheck } from './healthcheck.ts';
import type { Healthcheck } from './image-config.ts';
import { stageIndex, type Stage, type Step } from './stage.ts';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface StageStart {
  readonly name: string | undefined;
  readonly image: string | undefined;
  readonly base: Stage | undefined;
  readonly stages: readonly Stage[];
  readonly globals: ReadonlyMap<string, string>;
  readonly given: Readonly<Record<string, string>>;
  readonly escape: string;
}

/** Takes the instructions of one stage, one by one. */
export class StageReader {
  readonly #start: StageStart;
  readonly #steps: Step[];
  readonly #env: Record<string, string>;
  readonly #labels: Record<string, string>;
  readonly #ports: Set<string>;
  /** What `$name` stands for: `ARG`s, and over them `ENV`. */
  readonly #args: Map<string, string>;
  #workingDir: string;
  #user: string | undefined;
  #shell: readonly string[] = ['/bin/sh', '-c'];
  #entrypoint: readonly string[];
  #cmd: readonly string[];
  #ownCmd = false;
  #stopSignal: string | undefined;
  #healthcheck: Healthcheck | undefined;

  constructor(start: StageStart) {
    this.#start = start;
    const config = start.base?.config;
    this.#args = new Map(start.base?.args);
    this.#steps = [...(start.base?.steps ?? [])];
    this.#env = { ...config?.env };
    this.#labels = { ...config?.labels };
    this.#ports = new Set(config?.exposedPorts);
    this.#workingDir = config?.workingDir ?? '/';
    this.#user = config?.user;
    this.#entrypoint = config?.entrypoint ?? [];
    this.#cmd = config?.cmd ?? [];
    this.#stopSignal = config?.stopSignal;
    this.#healthcheck = config?.healthcheck;
  }

  stage(): Stage {
    return {
      name: this.#start.name,
      image: this.#start.image,
      steps: this.#steps,
      args: this.#args,
      config: {
        workingDir: this.#workingDir,
        env: this.#env,
        labels: this.#labels,
        ...(this.#user !== undefined && { user: this.#user }),
        entrypoint: this.#entrypoint,
        cmd: this.#cmd,
        exposedPorts: [...this.#ports],
        ...(this.#stopSignal !== undefined && { stopSignal: this.#stopSignal }),
        ...(this.#healthcheck && { healthcheck: this.#healthcheck }),
      },
    };
  }

  read(instruction: Instruction): void {
    const { keyword, rest, line } = instruction;
    switch (keyword) {
      case 'ARG':
        for (const word of this.#words(rest)) this.#declare(word);
        break;
      case 'ENV':
        Object.assign(this.#env, this.#assignments(instruction));
        break;
      case 'LABEL':
        Object.assign(this.#labels, this.#assignments(instruction));
        break;
      case 'WORKDIR':
        this.#workingDir = posix.resolve(this.#workingDir, this.#words(rest).join(' '));
        break;
      case 'USER':
        this.#user = this.#words(rest).join(' ');
        break;
      case 'EXPOSE':
        for (const port of this.#words(rest)) this.#ports.add(port.includes('/') ? port : `${port}/tcp`);
        break;
      case 'STOPSIGNAL':
        this.#stopSignal = this.#words(rest).join(' ');
        break;
      case 'SHELL': {
        const shell = execForm(rest);
        if (!shell?.length) throw new DockerfileError(line, 'SHELL takes a JSON list of strings');
        this.#shell = shell;
        break;
      }
      case 'ENTRYPOINT':
        this.#entrypoint = this.#command(rest);
        // https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
        if (!this.#ownCmd) this.#cmd = [];
        break;
      case 'CMD':
        this.#cmd = this.#command(rest);
        this.#ownCmd = true;
        break;
      case 'HEALTHCHECK':
        this.#healthcheck = readHealthcheck(instruction);
        break;
      case 'RUN':
        this.#steps.push({ kind: 'run', workingDir: this.#workingDir, command: rest, line });
        break;
      case 'COPY':
      case 'ADD':
        this.#copy(instruction);
        break;
      default:
      // VOLUME, ONBUILD and MAINTAINER say nothing about what runs.
    }
  }

  get #variables(): ReadonlyMap<string, string> {
    return new Map([['PATH', DEFAULT_PATH], ...this.#args, ...Object.entries(this.#env)]);
  }

  #words(text: string): readonly string[] {
    return words(substitute(text, this.#variables, this.#start.escape), this.#start.escape);
  }

  #command(text: string): readonly string[] {
    return execForm(text) ?? [...this.#shell, text];
  }

  #declare(word: string): void {
    const [name, value] = assignment(word);
    const effective = this.#start.given[name] ?? value ?? this.#start.globals.get(name);
    if (effective !== undefined) this.#args.set(name, effective);
  }

  /** `A=1 B="2 3"`, or the old `A 1 with spaces`. */
  #assignments({ rest, keyword, line }: Instruction): Record<string, string> {
    const found = this.#words(rest);
    if (!found[0]?.includes('=')) {
      const [, name = '', value = ''] = /^(\S+)\s+(\S[\s\S]*)$/.exec(rest) ?? [];
      if (name === '') throw new DockerfileError(line, `${keyword} is written ${keyword} <name>=<value>`);
      return { [name]: substitute(value, this.#variables, this.#start.escape) };
    }
    return Object.fromEntries(
      found.map((word) => {
        const [name, value] = assignment(word);
        if (name === '' || value === undefined)
          throw new DockerfileError(line, `${word} is not <name>=<value>`);
        return [name, value];
      }),
    );
  }

  #copy({ keyword, rest, flags, heredoc, line }: Instruction): void {
    if (heredoc) {
      this.#steps.push({ kind: 'skipped', what: `${keyword} with a here-document`, line });
      return;
    }
    const paths = execForm(rest)?.map((path) => this.#words(path).join(' ')) ?? this.#words(rest);
    const target = paths.at(-1);
    const sources = paths.slice(0, -1);
    if (target === undefined || sources.length === 0) {
      throw new DockerfileError(line, `${keyword} needs a source and a destination`);
    }
    const remote = keyword === 'ADD' ? sources.filter((source) => /^(https?|git):|^git@/.test(source)) : [];
    for (const source of remote) this.#steps.push({ kind: 'skipped', what: `ADD ${source}`, line });
    const kept = sources.filter((source) => !remote.includes(source));
    if (kept.length === 0) return;
    const from = this.#source(flags['from']);
    this.#steps.push({
      kind: 'copy',
      from,
      sources: kept.map((source) =>
        from === undefined
          ? posix.relative('/', posix.resolve('/', source)) || '.'
          : posix.resolve('/', source),
      ),
      target: posix.resolve(this.#workingDir, target),
      intoFolder: sources.length > 1 || /(^|\/)\.{0,2}$/.test(target),
      line,
    });
  }

  #source(from: string | undefined): number | string | undefined {
    if (from === undefined) return undefined;
    const name = this.#words(from).join('');
    return stageIndex(this.#start.stages, name) ?? name;
  }
}
