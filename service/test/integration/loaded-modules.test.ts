import { describe, expect, it } from 'vitest';
import { start } from '../running.ts';

async function packagesOf(env: Record<string, string>): Promise<string[]> {
  const process = start('./fixtures/loaded-modules.ts', env);
  expect(await process.ended).toBe(0);
  return process.lines[0]?.['packages'] as string[];
}

describe('what is loaded', () => {
  it('is only what the settings ask for', async () => {
    const least = await packagesOf({});
    expect(least).toContain('fastify');
    // The interface of OpenTelemetry belongs to prom-client too, and does nothing by itself.
    const optional =
      /^@opentelemetry\/(?!api$)|^@fastify\/(swagger|swagger-ui|static|helmet|rate-limit)$|^pino-pretty$/;
    expect(least.filter((name) => optional.test(name))).toEqual([]);

    const most = await packagesOf({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      RATE_LIMIT: '5',
    });
    expect(most).toEqual(expect.arrayContaining(['@opentelemetry/sdk-trace-node', '@fastify/rate-limit']));
  });
});
