import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask } from './ask.ts';

function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let shown = '';
  output.on('data', (text: Buffer) => (shown += text.toString()));
  const controller = new AbortController();
  const answer = ask('Go on? ', {
    input,
    output,
    signal: controller.signal,
    onInterrupt: () => controller.abort(new Error('interrupted')),
  });
  return { input, answer, shown: () => shown };
}

describe('a question', () => {
  it('is answered by a line', async () => {
    const { input, answer, shown } = terminal();
    input.write('yes\n');
    expect(await answer).toBe('yes');
    expect(shown()).toContain('Go on? ');
  });

  it.each([
    ['Ctrl-D', (input: PassThrough) => input.write('\u0004')],
    ['the end of the input', (input: PassThrough) => input.end()],
  ])('has an empty answer by %s, and leaves its line', async (_what, end) => {
    const { input, answer, shown } = terminal();
    end(input);
    expect(await answer).toBe('');
    expect(shown()).toMatch(/\n$/);
  });

  it('rejects with the reason of the interruption on Ctrl-C', async () => {
    const { input, answer, shown } = terminal();
    input.write('\u0003');
    await expect(answer).rejects.toThrow('interrupted');
    expect(shown()).toMatch(/\n$/);
  });
});
