import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import { get as httpGet } from 'node:http';

export interface Probe {
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** The status of the answer; `undefined` where the target did not give one. */
export type ProbeAnswer = (status: number | undefined) => void;

/** Sends one health check. Returns a function that gives it up; `answer` is not called after that. */
export type Prober = (probe: Probe, answer: ProbeAnswer) => () => void;

/**
 * A real health check: a GET on a connection of its own.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const httpProber: Prober = (probe, answer) => {
  let open = true;
  const finish: ProbeAnswer = (status) => {
    if (open) answer(status);
    open = false;
  };
  const options = {
    host: probe.host,
    port: probe.port,
    path: probe.path,
    headers: { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' },
  };
  const request =
    probe.protocol === 'HTTPS'
      ? // A load balancer does not check the certificates of its targets.
        httpsGet({ ...options, agent: new HttpsAgent({ rejectUnauthorized: false }) })
      : httpGet({ ...options, agent: false });
  request.once('response', (response) => {
    response.once('error', () => finish(undefined)).resume();
    finish(response.statusCode);
  });
  request.on('error', () => finish(undefined));
  return () => {
    open = false;
    request.destroy();
  };
};
