import { from } from '../../provenance.ts';
import { defineComponent, LogicalId } from '../component.ts';

/** What a task on Fargate, platform version 1.4.0, needs to start: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html */
const always = ['ecr.api', 'ecr.dkr', 'logs'];

/** Ways to AWS from the private subnets without the Internet. */
export const endpoints = defineComponent({
  name: 'endpoints',
  stack: 'network',
  origin: ({ model }) => model.root.at('network').at('endpoints'),
  when: ({ model }) => model.config.network.endpoints,
  view({ model }) {
    const [config, app] = [model.root.at('network').at('endpoints'), model.root.at('app')];
    const secrets = Object.values(model.config.services).flatMap((service) =>
      Object.values(service.secrets ?? {}),
    );
    const services = [
      ...always,
      ...(secrets.some((reference) => reference.startsWith('arn:')) ? ['secretsmanager'] : []),
      ...(secrets.some((reference) => reference.startsWith('ssm:')) ? ['ssm'] : []),
    ];
    return {
      name: app.map((text) => `${text}-${model.environment}`),
      cidr: model.root.at('network').at('cidr'),
      zones: Array.from({ length: model.config.network.zones }, (_, index) => ({
        number: new LogicalId(String(index + 1), model.root.at('network').at('zones')),
      })),
      services: services.map((service) => ({
        id: new LogicalId(service.split('.').map(capitalized).join('')),
        service: from({ 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` }, config),
      })),
    };
  },
});

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
