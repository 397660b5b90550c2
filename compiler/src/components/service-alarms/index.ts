import { from, type Sourced } from '../../provenance.ts';
import { defineComponent, type ServiceScope } from '../component.ts';
import { checkAlarms } from './check.ts';
import { runningTasks, threshold } from './thresholds.ts';

/**
 * The alarms of one service. Metrics and their dimensions:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export const serviceAlarms = defineComponent({
  name: 'service-alarms',
  stack: 'service',
  origin: ({ service }) => service.at('alarms'),
  when: ({ model }) => model.config.alarms.enabled,
  view(scope) {
    const { model, service } = scope;
    const running = runningTasks(service);
    return {
      errors: threshold(model, service, 'errors'),
      latency: threshold(model, service, 'latency'),
      unhealthyHosts: threshold(model, service, 'unhealthyHosts'),
      cpu: threshold(model, service, 'cpu'),
      memory: threshold(model, service, 'memory'),
      hasRunning: from(running.value > 0, running),
      running,
      insights: model.root.at('cluster').at('containerInsights'),
      ...descriptions(scope),
    };
  },
  check: checkAlarms,
});

/** What each alarm says: what is wrong, and what to do. */
function descriptions({ model, name, service }: ServiceScope): Readonly<Record<string, Sourced<string>>> {
  const subject = `Service ${name} of ${model.config.app} ${model.environment}`;
  const command = (verb: string) => `npx platc ${verb} --env ${model.environment} --service ${name}`;
  const back = `If it began with a release, go back: ${command('rollback')}.`;
  const text = (sentence: string) => from(`${subject} ${sentence}`, service);
  return {
    errorsText: text(`answers with errors (5xx). What it logs: ${command('logs')}. ${back}`),
    latencyText: text(
      `answers slowly (p99). Look on the dashboard whether CPU or the number of requests rose with it: then raise scaling.max or cpu. Else look at what it waits for: ${command('logs')}. ${back}`,
    ),
    unhealthyHostsText: text(
      `has tasks that fail their health check. Which ones and why: npx platc status --env ${model.environment}; what they log: ${command('logs')}. ${back}`,
    ),
    cpuText: text(
      `needs more CPU than it has. If scaling has reached its maximum, raise scaling.max or cpu and deploy. If the number of requests did not rise, look for a loop: ${command('logs')}. ${back}`,
    ),
    memoryText: text(
      `is about to run out of memory; its tasks will be killed (exit code 137). Raise memory or scaling.max and deploy. If it grows without end, it leaks; how far the tasks are: npx platc status --env ${model.environment}. ${back}`,
    ),
    runningText: text(
      `runs fewer tasks than it should. Why tasks stop or do not start: npx platc status --env ${model.environment}. ${back}`,
    ),
  };
}
