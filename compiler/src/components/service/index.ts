import { from, type Cursor, type Sourced } from '../../provenance.ts';
import type { ResolvedService } from '../../generated/config.ts';
import { roleView } from '../access/role-view.ts';
import { defineComponent, LogicalId, type ServiceScope } from '../component.ts';
import { checkServices } from './check.ts';
import { hash, routes } from './routes.ts';

export const service = defineComponent({
  name: 'service',
  stack: 'service',
  origin: ({ service }) => service,
  view(scope) {
    const { model, name, service } = scope;
    const [app, health, deployment] = [model.root.at('app'), service.at('health'), service.at('deployment')];
    const command = health.at('command');
    return {
      name: from(name, service),
      family: from(`${app.value}-${model.environment}-${name}`, app, service),
      logGroup: from(`/platc/${app.value}/${model.environment}/${name}`, app, service),
      retention: service.at('logs').at('retentionDays'),
      kms: model.root.at('encryption').at('kms'),
      ...roleView(model, service),
      built: service.at('build').map((build) => build !== undefined),
      repositoryName: from(`${app.value}/${name}`, app, service),
      cpu: service.at('cpu').map(String),
      memory: service.at('memory').map(String),
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html
      architecture: service.at('architecture').map((name) => name.toUpperCase()),
      port: service.at('port'),
      user: service.at('user'),
      stopTimeout: service.at('stopTimeout'),
      environment: environment(scope),
      ...secrets(service),
      hasCommand: command.map((words) => words !== undefined),
      command: command.map((words) => ['CMD', ...(words ?? [])]),
      // The first check comes after one interval, and a deployment waits for it: never longer than it has to.
      commandInterval: health.at('interval').map((seconds) => Math.min(10, seconds)),
      commandTimeout: health.at('timeout').map((seconds) => Math.min(5, seconds)),
      healthPath: health.at('path'),
      interval: health.at('interval'),
      timeout: health.at('timeout'),
      healthyThreshold: health.at('healthyThreshold'),
      unhealthyThreshold: health.at('unhealthyThreshold'),
      gracePeriod: health.at('gracePeriod'),
      deregistrationDelay: service.at('deregistrationDelay').map(String),
      routes: listenerRules(scope),
      capacityProvider: model.root
        .at('cluster')
        .at('capacity')
        .map((capacity) => (capacity === 'spot' ? 'FARGATE_SPOT' : 'FARGATE')),
      minimumHealthyPercent: deployment.at('minimumHealthyPercent'),
      maximumPercent: deployment.at('maximumPercent'),
    };
  },
  check: checkServices,
});

/** What the config sets, and what every service is told of where it runs. */
function environment({ model, service }: ServiceScope) {
  const own = service.at('environment').entries();
  const told: readonly (readonly [string, Sourced<unknown>])[] = [
    ['APP_NAME', model.root.at('app')],
    ['ENVIRONMENT', from(model.environment, service)],
    ['PORT', service.at('port')],
  ];
  const names = new Set(own.map(([name]) => name));
  return [...told.filter(([name]) => !names.has(name)), ...own]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name: value.map(() => name), value: value.map(String) }));
}

/** Names only in the template: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html */
function secrets(service: Cursor<ResolvedService>) {
  const all = service.at('secrets').entries();
  const parameter = (text: string) => text.slice('ssm:'.length).replace(/^\//, '');
  const arn = (text: string) => ({
    'Fn::Sub': [
      'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${Name}',
      { Name: parameter(text) },
    ],
  });
  const valueFrom = (value: Sourced<string>) =>
    value.map((text) => (text.startsWith('ssm:') ? arn(text) : text));
  const [parameters, secretArns] = [
    all.filter(([, value]) => value.value.startsWith('ssm:')),
    all.filter(([, value]) => !value.value.startsWith('ssm:')),
  ];
  return {
    secrets: all.map(([name, value]) => ({ name: value.map(() => name), valueFrom: valueFrom(value) })),
    parameters: parameters.map(([, value]) => valueFrom(value)),
    secretArns: secretArns.map(([, value]) => value),
  };
}

function listenerRules({ model, name, service }: ServiceScope) {
  const patterns = service.at('routes').items();
  return routes(model)
    .filter((route) => route.service === name)
    .map(({ pattern, priority }) => {
      const source = patterns.find((item) => item.value === pattern) ?? service;
      return {
        id: new LogicalId(hash(pattern).toString(16).padStart(8, '0'), source),
        pattern: from(pattern, source),
        priority: from(priority, source),
      };
    });
}
