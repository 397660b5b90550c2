/*
 * Resource types whose published schema has no read handler, as of October 2026, by their service. CloudFormation cannot look at
 * such a resource, and neither imports it nor detects its drift.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schemas.html (published per region)
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html
 */
const BY_SERVICE = {
  'AWS::AmazonMQ': 'ConfigurationAssociation',
  'AWS::AppMesh': 'GatewayRoute Mesh Route VirtualGateway VirtualNode VirtualRouter VirtualService',
  'AWS::AppSync': 'GraphQLSchema',
  'AWS::CDK': 'Metadata',
  'AWS::CloudFormation': 'CustomResource Macro WaitCondition WaitConditionHandle',
  'AWS::CloudFront': 'StreamingDistribution',
  'AWS::CloudWatch': 'AnomalyDetector',
  'AWS::CodeBuild': 'Project',
  'AWS::CodeStar': 'GitHubRepository',
  'AWS::DAX': 'Cluster',
  'AWS::DMS': 'ReplicationInstance',
  'AWS::DocDB': 'DBCluster DBInstance',
  'AWS::EC2':
    'ClientVpnEndpoint ClientVpnTargetNetworkAssociation NetworkAclEntry NetworkInterfacePermission VPNGatewayRoutePropagation',
  'AWS::EMR': 'Cluster',
  'AWS::ElastiCache': 'SecurityGroup SecurityGroupIngress',
  'AWS::ElasticLoadBalancingV2': 'ListenerCertificate',
  'AWS::Elasticsearch': 'Domain',
  'AWS::FSx': 'FileSystem',
  'AWS::Glue': 'DevEndpoint',
  'AWS::Greengrass':
    'ConnectorDefinition ConnectorDefinitionVersion CoreDefinition CoreDefinitionVersion DeviceDefinition DeviceDefinitionVersion FunctionDefinition FunctionDefinitionVersion Group GroupVersion LoggerDefinition LoggerDefinitionVersion ResourceDefinition ResourceDefinitionVersion SubscriptionDefinition SubscriptionDefinitionVersion',
  'AWS::IAM': 'AccessKey Policy UserToGroupAddition',
  'AWS::IoTThingsGraph': 'FlowTemplate',
  'AWS::KinesisAnalytics': 'Application ApplicationOutput ApplicationReferenceDataSource',
  'AWS::KinesisAnalyticsV2':
    'ApplicationCloudWatchLoggingOption ApplicationOutput ApplicationReferenceDataSource',
  'AWS::LakeFormation': 'DataLakeSettings Permissions Resource',
  'AWS::ManagedBlockchain': 'Member Node',
  'AWS::MediaLive': 'Channel',
  'AWS::MediaStore': 'Container',
  'AWS::Pinpoint':
    'ADMChannel APNSChannel APNSSandboxChannel APNSVoipChannel APNSVoipSandboxChannel App ApplicationSettings BaiduChannel Campaign EmailChannel EmailTemplate EventStream GCMChannel PushTemplate SMSChannel Segment SmsTemplate VoiceChannel',
  'AWS::PinpointEmail': 'ConfigurationSet ConfigurationSetEventDestination DedicatedIpPool Identity',
  'AWS::QLDB': 'Ledger',
  'AWS::RDS': 'DBSecurityGroup DBSecurityGroupIngress',
  'AWS::Redshift': 'ClusterSecurityGroup ClusterSecurityGroupIngress',
  'AWS::Route53': 'RecordSetGroup',
  'AWS::SNS': 'TopicPolicy',
  'AWS::SQS': 'QueuePolicy',
  'AWS::SageMaker': 'ExperimentTrialComponent',
  'AWS::WAF': 'ByteMatchSet IPSet Rule SizeConstraintSet SqlInjectionMatchSet WebACL XssMatchSet',
  'AWS::WAFRegional':
    'ByteMatchSet GeoMatchSet IPSet RateBasedRule RegexPatternSet Rule SizeConstraintSet SqlInjectionMatchSet WebACL WebACLAssociation XssMatchSet',
  'Alexa::ASK': 'Skill',
};

const UNREADABLE: ReadonlySet<string> = new Set(
  Object.entries(BY_SERVICE).flatMap(([service, names]) =>
    names.split(' ').map((name) => `${service}::${name}`),
  ),
);

/** Whether drift of a resource of this type can be detected. Stacks within stacks are stacks of their own. */
export function supportsDrift(type: string): boolean {
  return !UNREADABLE.has(type) && !type.startsWith('Custom::');
}
