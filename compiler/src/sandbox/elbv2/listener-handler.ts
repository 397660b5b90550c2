import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { SandboxContext } from '../context.ts';
import { numberAttribute } from './attributes.ts';
import type { Balancer } from './balancer.ts';
import type { RoutedRequest } from './conditions.ts';
import type { ForwardOptions } from './forward.ts';
import { forward, forwardUpgrade } from './forward.ts';
import { hasTooManyForwarders } from './forwarded-headers.ts';
import type { FrontendHandler } from './frontend.ts';
import { answerError, answerFixed, answerRedirect } from './own-answers.ts';
import type { ListenerRecord, LoadBalancerRecord, LoadBalancingTables } from './records.ts';
import type { RequestMeter } from './request-meter.ts';
import { compileRouter, WeightedTurns, weightedGroups } from './routing.ts';
import type { LiveTarget } from './targets.ts';

export interface HandlerParts {
  readonly context: SandboxContext;
  readonly tables: LoadBalancingTables;
  readonly balancer: Balancer;
  readonly meter: RequestMeter;
}

/** What one listener does with requests: its rules, compiled. Made anew when a rule changes. */
export function listenerHandler(
  { context, tables, balancer, meter }: HandlerParts,
  listener: ListenerRecord,
  loadBalancer: LoadBalancerRecord,
): FrontendHandler {
  const route = compileRouter(listener, tables.rulesOf(listener.arn));
  const turns = new WeightedTurns();
  const protocol = listener.protocol === 'HTTPS' ? 'https' : 'http';
  const { arn, attributes } = loadBalancer;

  const chooseTarget = (action: Action): LiveTarget | undefined => {
    const group = turns.next(weightedGroups(action));
    return group === undefined ? undefined : balancer.choose(group);
  };
  const fail = (response: ServerResponse, status: number): void => {
    meter.failed(arn, status);
    answerError(response, status);
  };
  const options = (request: IncomingMessage, { record }: LiveTarget): ForwardOptions => ({
    clock: context.clock,
    answered: (status, seconds) => meter.answered(arn, record.targetGroupArn, status, seconds),
    failed: (status) => meter.failed(arn, status),
    idleMs: numberAttribute(attributes, 'idle_timeout.timeout_seconds') * 1000,
    forwarding: {
      peer: request.socket.remoteAddress ?? '127.0.0.1',
      protocol,
      port: listener.localPort,
      forwardedFor: forwardedForMode(attributes['routing.http.xff_header_processing.mode']),
      dropInvalid: attributes['routing.http.drop_invalid_header_fields.enabled'] === 'true',
      now: context.clock.now(),
      traceId: context.randomHex(24),
    },
  });

  return {
    request(request: IncomingMessage, response: ServerResponse): void {
      const routed = routedRequest(request);
      const action = route(routed);
      if (hasTooManyForwarders(request)) fail(response, 463);
      else if (action?.Type === 'fixed-response')
        answerFixed(response, action.FixedResponseConfig ?? { StatusCode: '503' });
      else if (action?.Type === 'redirect') {
        const { host, path } = routed;
        const source = {
          protocol,
          host,
          port: listener.port,
          path,
          query: request.url?.split('?')[1] ?? '',
        } as const;
        answerRedirect(
          response,
          action.RedirectConfig ?? { StatusCode: 'HTTP_302' },
          source,
          (port) =>
            tables.listenersOf(listener.loadBalancerArn).find((other) => other.port === port)?.localPort,
        );
      } else {
        const target = action && chooseTarget(action);
        if (!target) return fail(response, 503);
        meter.chosen(arn, target.record.targetGroupArn);
        forward(request, response, target, options(request, target));
      }
    },
    upgrade(request, socket, head): void {
      const action = route(routedRequest(request));
      const target = action?.Type === 'forward' ? chooseTarget(action) : undefined;
      if (target) {
        meter.chosen(arn, target.record.targetGroupArn);
        forwardUpgrade(request, socket, head, target, options(request, target));
        return;
      }
      meter.failed(arn, 503);
      socket.end(
        'HTTP/1.1 503 Service Unavailable\r\nServer: awselb/2.0\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      );
    },
  };
}

function routedRequest(request: IncomingMessage): RoutedRequest {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  return {
    method: request.method ?? 'GET',
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
    path,
    query: new URLSearchParams(query),
    headers: request.headersDistinct,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
  };
}

function forwardedForMode(value: string | undefined): 'append' | 'preserve' | 'remove' {
  return value === 'preserve' || value === 'remove' ? value : 'append';
}
