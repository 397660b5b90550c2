import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startService } from '../load/running-service.ts';
import { pythonTool } from './judges.ts';

const schemathesis = pythonTool('schemathesis');

/**
 * A fuzzer that reads the service's own OpenAPI document, sends what fits and what does not, and holds every answer against
 * the document: status, media type, body, and no server error.
 *
 * @param examples requests that are made up for each operation and kind of test
 */
export function fuzzerFindsNothing(examples: number, timeout: number): void {
  describe.skipIf(schemathesis === undefined)('schemathesis', () => {
    let service: RunningService;
    let folder: string;
    beforeAll(async () => {
      service = await startService({ WORKERS: '2', LOG_LEVEL: 'warn' });
      folder = mkdtempSync(join(tmpdir(), 'service-schemathesis-'));
    });
    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await service.stop();
    });

    it(
      `finds no server error and no answer outside the document, in ${examples} examples`,
      { timeout },
      async () => {
        const { code, output } = await run([
          'run',
          `${service.url}/openapi.json`,
          '--checks=all',
          `--max-examples=${examples}`,
          '--seed=1',
          '--no-color',
          '--generation-database=none',
        ]);
        expect(output).toMatch(/[1-9]\d* (generated|passed)/);
        expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
      },
    );

    function run(args: readonly string[]): Promise<{ code: number | null; output: string }> {
      const { PATH = '' } = process.env;
      return new Promise((resolve, reject) => {
        const child = spawn(schemathesis ?? '', args, { cwd: folder, env: { PATH, HOME: folder } });
        let output = '';
        for (const stream of [child.stdout, child.stderr])
          stream.setEncoding('utf8').on('data', (text: string) => (output += text));
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, output }));
      });
    }
  });
}
