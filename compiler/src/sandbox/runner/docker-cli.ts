import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { lineSplitter } from './lines.ts';

export interface DockerResult {
  /** Null where a signal ended the client, or it could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface DockerCall {
  readonly result: Promise<DockerResult>;
  /** Ends the client, not what it has begun in the engine. */
  readonly kill: () => void;
}

export interface DockerOptions {
  /** Beside the environment of the sandbox. */
  readonly env?: Readonly<Record<string, string>>;
  /** Told of each line instead of keeping it. */
  readonly line?: (text: string, stream: 'stdout' | 'stderr') => void;
}

/** Calls `docker` once. Tests hand in their own. */
export type Docker = (args: readonly string[], options?: DockerOptions) => DockerCall;

/** The docker of this machine, in a process group of its own: what a terminal sends to the sandbox does not reach it. */
export const dockerCli: Docker = (args, { env = {}, line } = {}) => {
  const child = spawn('docker', args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const result = new Promise<DockerResult>((resolve) => {
    const stdout = output(child, 'stdout', line);
    const stderr = output(child, 'stderr', line);
    child.once('error', (error) => resolve({ code: null, stdout: '', stderr: error.message }));
    child.once('close', (code) => resolve({ code, stdout: stdout(), stderr: stderr() }));
  });
  return { result, kill: () => void child.kill('SIGKILL') };
};

function output(child: ChildProcess, stream: 'stdout' | 'stderr', line: DockerOptions['line']): () => string {
  const chunks: Buffer[] = [];
  const lines = line && lineSplitter((text) => line(text, stream));
  child[stream]?.on('data', (chunk: Buffer) => (lines ? lines.push(chunk) : chunks.push(chunk)));
  child[stream]?.once('end', () => lines?.end());
  return () => Buffer.concat(chunks).toString('utf8');
}

/** The output of a call that has to succeed, without the line break at its end. Rejects with what docker said. */
export async function expectDocker({ result }: DockerCall): Promise<string> {
  const { code, stdout, stderr } = await result;
  if (code === 0) return stdout.trimEnd();
  throw new Error(
    stderr.trim().replace(/^(docker: )?(Error response from daemon: )?/, '') || `docker ended with ${code}`,
  );
}
