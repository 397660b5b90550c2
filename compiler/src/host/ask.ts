import { createInterface } from 'node:readline/promises';

export interface AskOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** A terminal in raw mode hands Ctrl-C over as a key. */
  readonly onInterrupt: () => void;
  readonly signal: AbortSignal;
}

/** Asks one question. Ctrl-D, or an input that ends, is an empty answer. Rejects with the signal's reason. */
export async function ask(
  question: string,
  { input, output, onInterrupt, signal }: AskOptions,
): Promise<string> {
  const lines = createInterface({ input, output });
  lines.on('SIGINT', onInterrupt);
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  let answer: string | undefined;
  try {
    answer = await Promise.race([lines.question(question, { signal }), ended]);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  } finally {
    lines.close();
  }
  // What comes next begins on a line of its own, as it does after an answer.
  if (answer === undefined) output.write('\n');
  if (signal.aborted) throw signal.reason;
  return answer ?? '';
}
