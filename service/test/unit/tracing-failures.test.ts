import { createServer } from 'node:http';
import { context, diag, propagation, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startProvider } from '../../src/tracing/provider.ts';
import { build, eventually } from '../build.ts';
import { settingsFrom } from '../env.ts';

const LINE = 'tracing: ';
const REFUSED = { type: 'Error', name: 'OTLPExporterError', message: 'Bad Request' };

// There is one of each in a process.
afterEach(() => {
  for (const global of [trace, context, propagation, diag]) global.disable();
});

/** A collector that answers with a status. */
async function collector(status: number) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status).end('no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the collector has no port');
  return { endpoint: `http://127.0.0.1:${address.port}` };
}

/** An application that sends spans to it, one of which is waiting, and what it says of that. */
async function traced(status: number, soon: boolean) {
  const { endpoint } = await collector(status);
  // The exporter reads it itself, and how long spans wait for others.
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint);
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', soon ? '50' : '60000');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { app, lines } = await build({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  await app.inject('/api/hello');
  const said = () => lines.filter(({ msg }) => String(msg).startsWith(LINE));
  return { app, said };
}

describe('a collector that', () => {
  it('refuses spans is said so with the error, as an error', async () => {
    const { said } = await traced(400, true);
    const [line] = await eventually('the failure is logged', () => (said().length > 0 ? said() : undefined));
    expect(line).toMatchObject({
      level: 'warn',
      msg: 'tracing: Bad Request',
      err: { ...REFUSED, code: '400', stack: expect.stringContaining('OTLPExporterError: Bad Request\n') },
    });
  });

  it('refuses the last spans is said so as well', async () => {
    const { app, said } = await traced(400, false);
    expect(said()).toEqual([]);
    await app.close();
    expect(said()).toEqual([
      expect.objectContaining({
        level: 'warn',
        msg: 'tracing: the last spans could not be sent',
        err: expect.objectContaining({ message: 'Bad Request', code: 400 }),
      }),
    ]);
  });

  it('cannot take the last spans now does not hold the stop up, and is said so', async () => {
    const { endpoint } = await collector(503);
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { app, lines } = await build();
    const provider = startProvider(settingsFrom(), app.log, 0);
    trace.getTracer('test').startSpan('lost').end();
    await provider.stop();
    const msg = 'tracing: the last spans could not be sent in time';
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', msg, waited: 0 })]);
  });

  it('has OpenTelemetry say something else is quoted', async () => {
    const { said } = await traced(200, false);
    diag.warn('Dropped 3 spans', 'and more');
    diag.error('{"code":"ECONNREFUSED"}');
    diag.error('{not JSON');
    expect(said()).toEqual([
      expect.objectContaining({ msg: 'tracing: Dropped 3 spans', more: ['and more'] }),
      expect.objectContaining({ msg: 'tracing: ECONNREFUSED', err: expect.anything() }),
      expect.objectContaining({ msg: 'tracing: {not JSON' }),
    ]);
  });
});
