import type { SandboxContext } from '../context.ts';
import { uuid } from './names.ts';
import type { DeploymentRecord, ServiceRecord } from './records.ts';

const KEPT = 100;
const REPEATED_AFTER_MS = 6 * 3_600_000;

/**
 * A service with one more event. The message that came last is not repeated within six hours.
 * @param text what follows `(service <name>) `
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function withEvent(
  context: SandboxContext,
  service: ServiceRecord,
  text: string,
  deployment?: DeploymentRecord,
): ServiceRecord {
  const set = deployment ? `, taskSet ${deployment.id}` : '';
  const message = `(service ${service.name}${set}) ${text}`;
  const [last] = service.events;
  const now = context.clock.now();
  if (last?.message === message && now - last.createdAt < REPEATED_AFTER_MS) return service;
  const event = { id: uuid(context), createdAt: now, message };
  return { ...service, events: [event, ...service.events].slice(0, KEPT) };
}
