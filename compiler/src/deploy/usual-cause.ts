import type { TaskFailure } from './tasks.ts';

interface Usual {
  /** Exit code of the container. */
  readonly exitCode?: number;
  /** In what ECS says of the end. */
  readonly reason?: RegExp;
  /** In the last lines of the log. */
  readonly log?: RegExp;
  readonly text: string;
}

/**
 * What is mostly behind the end of a task: the first row all of whose signs are there. A process that a signal ends has the exit
 * code 128 + the signal's number.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html
 */
const usual: readonly Usual[] = [
  {
    log: /Cannot find (module|package)|MODULE_NOT_FOUND/,
    text: 'the image was built without the application’s own build, or .dockerignore leaves out what it needs',
  },
  { log: /EADDRINUSE|address already in use/i, text: 'two processes of the task listen on the same port' },
  {
    log: /EACCES.*\b(listen|bind)|permission denied.*\bport\b/i,
    text: 'only root may listen below port 1024',
  },
  {
    log: /EROFS|read-only file system/i,
    text: 'the root file system is read-only: write to a volume, or not at all',
  },
  { reason: /OutOfMemory/, text: 'it needs more memory than `memory` gives it, or it leaks' },
  { log: /heap out of memory/, text: 'it needs more memory than `memory` gives it, or it leaks' },
  {
    reason: /exec format error|descriptor matching platform|find a descriptor for platform/,
    text: 'the image was built for another processor: build it for the one of the tasks (`architecture`), as `push` does',
  },
  { log: /exec format error/, text: 'the image was built for another processor than that of the tasks' },
  {
    reason: /CannotPull.*(not found|does not exist)/is,
    text: 'the image is no longer in its repository: push it again',
  },
  {
    reason:
      /(CannotPull|ResourceInitialization).*(i\/o timeout|connection issue|request canceled|deadline exceeded)/is,
    text: 'the private subnets have no way out (`network.nat`), nor VPC endpoints',
  },
  {
    reason: /(CannotPull|ResourceInitialization).*(AccessDenied|403|permissions|not authorized)/is,
    text: 'the execution role may not read the image, the secret or its key',
  },
  {
    reason: /ELB health checks.*codes: \[(4\d\d|3\d\d)/is,
    text: '`health.path` is not what the service answers there with 200',
  },
  { reason: /ELB health checks.*codes: \[5/is, text: 'it starts, but what it depends on is not there' },
  {
    reason: /ELB health checks/i,
    text: 'it does not listen on `port`, or only on 127.0.0.1 (HOST is 0.0.0.0), or starts slower than `health.gracePeriod`',
  },
  {
    reason: /container health checks/i,
    text: '`health.command` fails, is not in the image, or begins to pass only after the start period',
  },
  { exitCode: 0, text: 'its process ends by itself: one that serves stays in the foreground' },
  { exitCode: 126, text: 'its command is there, but cannot be run: no right to, or another processor' },
  { exitCode: 127, text: 'its command is not in the image' },
  { exitCode: 134, text: 'it aborted itself, mostly for lack of memory' },
  {
    exitCode: 137,
    text: 'killed: it used more than `memory`, or went on after SIGTERM for longer than it may',
  },
  { exitCode: 139, text: 'a native module that was built for another system or processor' },
  { exitCode: 143, text: 'it was stopped by SIGTERM before it was healthy' },
];

/** One sentence on what is usually the cause of such an end; undefined where nothing is usual about it. */
export function usualCause({ exitCode, reason, log }: TaskFailure): string | undefined {
  const lines = log.join('\n');
  return usual.find(
    (row) =>
      (row.exitCode === undefined || row.exitCode === exitCode) &&
      (row.reason === undefined || row.reason.test(reason)) &&
      (row.log === undefined || row.log.test(lines)),
  )?.text;
}
