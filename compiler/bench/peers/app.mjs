/** The shape of this repository's prod as AWS CDK's own constructs make it: about as many resources, synthesised by `cdk synth`. */
import {
  App,
  Stack,
  aws_cloudwatch,
  aws_ec2,
  aws_ecr,
  aws_ecs,
  aws_ecs_patterns,
  aws_kms,
  aws_logs,
  aws_sns,
} from 'aws-cdk-lib';

const stack = new Stack(new App(), 'shop-prod');
const vpc = new aws_ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 2 });
vpc.addFlowLog('FlowLog');
const key = new aws_kms.Key(stack, 'Key', { enableKeyRotation: true });
const repository = new aws_ecr.Repository(stack, 'Repository', { imageScanOnPush: true });
const cluster = new aws_ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true });
const logGroup = new aws_logs.LogGroup(stack, 'LogGroup', { encryptionKey: key, retention: 30 });
const service = new aws_ecs_patterns.ApplicationLoadBalancedFargateService(stack, 'Service', {
  cluster,
  circuitBreaker: { rollback: true },
  desiredCount: 2,
  taskImageOptions: {
    image: aws_ecs.ContainerImage.fromEcrRepository(repository),
    containerPort: 8080,
    logDriver: aws_ecs.LogDriver.awsLogs({ logGroup, streamPrefix: 'api' }),
  },
});
const scaling = service.service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 6 });
scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
scaling.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: 70 });
const topic = new aws_sns.Topic(stack, 'Topic', { masterKey: key });
const metrics = [
  service.service.metricCpuUtilization(),
  service.service.metricMemoryUtilization(),
  service.targetGroup.metrics.unhealthyHostCount(),
  service.targetGroup.metrics.targetResponseTime(),
  service.targetGroup.metrics.httpCodeTarget('HTTPCode_Target_5XX_Count'),
  service.loadBalancer.metrics.rejectedConnectionCount(),
  service.loadBalancer.metrics.activeConnectionCount(),
];
for (const [index, metric] of metrics.entries())
  new aws_cloudwatch.Alarm(stack, `Alarm${index}`, {
    metric,
    threshold: 90,
    evaluationPeriods: 3,
  }).addAlarmAction({
    bind: () => ({ alarmActionArn: topic.topicArn }),
  });
const dashboard = new aws_cloudwatch.Dashboard(stack, 'Dashboard');
dashboard.addWidgets(...metrics.map((metric) => new aws_cloudwatch.GraphWidget({ left: [metric] })));
stack.exportValue(service.loadBalancer.loadBalancerDnsName);
