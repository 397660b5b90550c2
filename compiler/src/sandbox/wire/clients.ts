/** What the sandbox has to know of an AWS service beside the schemas that its SDK client exports. */
export interface Client {
  /** The SDK client package. Loaded when the first request for the service comes. */
  load(): Promise<object>;
  /** API version, as Query requests send it. */
  readonly version: string;
  /** XML namespace of the answers, for Query and REST-XML. */
  readonly xmlNamespace?: string;
  /** What stands before the dot in `x-amz-target`. */
  readonly target?: string;
  /** The error code for input that breaks a constraint of the API. */
  readonly invalid: string;
}

/** By SigV4 signing name. */
export const clients: Readonly<Record<string, Client>> = {
  'application-autoscaling': {
    load: () => import('@aws-sdk/client-application-auto-scaling'),
    version: '2016-02-06',
    target: 'AnyScaleFrontendService',
    invalid: 'ValidationException',
  },
  cloudformation: {
    load: () => import('@aws-sdk/client-cloudformation'),
    version: '2010-05-15',
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    invalid: 'ValidationError',
  },
  ecr: {
    load: () => import('@aws-sdk/client-ecr'),
    version: '2015-09-21',
    target: 'AmazonEC2ContainerRegistry_V20150921',
    invalid: 'InvalidParameterException',
  },
  ecs: {
    load: () => import('@aws-sdk/client-ecs'),
    version: '2014-11-13',
    target: 'AmazonEC2ContainerServiceV20141113',
    invalid: 'InvalidParameterException',
  },
  elasticloadbalancing: {
    load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    invalid: 'ValidationError',
  },
  logs: {
    load: () => import('@aws-sdk/client-cloudwatch-logs'),
    version: '2014-03-28',
    target: 'Logs_20140328',
    invalid: 'InvalidParameterException',
  },
  monitoring: {
    load: () => import('@aws-sdk/client-cloudwatch'),
    version: '2010-08-01',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    target: 'GraniteServiceVersion20100801',
    invalid: 'ValidationError',
  },
  s3: {
    load: () => import('@aws-sdk/client-s3'),
    version: '2006-03-01',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    invalid: 'MalformedXML',
  },
  ssm: {
    load: () => import('@aws-sdk/client-ssm'),
    version: '2014-11-06',
    target: 'AmazonSSM',
    invalid: 'ValidationException',
  },
  sts: {
    load: () => import('@aws-sdk/client-sts'),
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    invalid: 'ValidationError',
  },
};
