import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ImageSnapshot } from './image-snapshot.ts';
import type { ContainerSpec } from './task-runner.ts';

/** A container that can be a process of this machine. */
export type ProcessSpec = ContainerSpec<ImageSnapshot>;

/** What the sandbox's own environment passes on to a task. */
const INHERITED = ['HOME', 'LANG', 'TMPDIR'] as const;

/**
 * The program and its arguments: entry point and command of the container definition, else the image's. An entry
 * point in the container definition drops the image's command, as in Docker.
 * Absolute paths that exist in the image are given as paths on this machine, and `node` is the Node that runs the
 * sandbox.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerCommand(container: ProcessSpec): readonly string[] {
  const { entryPoint, command, image } = container;
  const own = entryPoint !== undefined && entryPoint.length > 0;
  const start = own ? entryPoint : image.manifest.entrypoint;
  const rest = command !== undefined && command.length > 0 ? command : own ? [] : image.manifest.cmd;
  return onThisMachine(rootfs(container), [...start, ...rest]);
}

/**
 * A health check's command: `CMD` and arguments, or `CMD-SHELL` and one line for the shell.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export function healthCheckCommand(container: ProcessSpec, command: readonly string[]): readonly string[] {
  const [kind, ...rest] = command;
  if (kind === 'CMD-SHELL') return ['/bin/sh', '-c', rest.join(' ')];
  return onThisMachine(rootfs(container), kind === 'CMD' ? rest : command);
}

/** The folder on this machine that the container starts in. */
export function containerFolder(container: ProcessSpec): string {
  return join(rootfs(container), container.workingDirectory ?? container.image.manifest.workingDir);
}

/** The whole environment of the container's processes. `HOST` and `PORT` say where the sandbox expects it to listen. */
export function containerEnvironment(container: ProcessSpec, port: number): Readonly<Record<string, string>> {
  const inherited: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) inherited[name] = value;
  }
  // A health check's shell finds the same Node as the task.
  inherited['PATH'] = [dirname(process.execPath), process.env['PATH'] ?? '/usr/bin:/bin'].join(':');
  const { PATH: _imagePath, ...imageEnv } = container.image.manifest.env;
  return { ...inherited, ...imageEnv, ...container.environment, HOST: '127.0.0.1', PORT: String(port) };
}

function rootfs(container: ProcessSpec): string {
  return join(container.image.folder, container.image.manifest.root);
}

function onThisMachine(root: string, words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    if (index === 0 && basename(word) === 'node') return process.execPath;
    const mirrored = join(root, word);
    return word.startsWith('/') && existsSync(mirrored) ? mirrored : word;
  });
}
