import type { Model } from '../../model.ts';

/** A widget of a dashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
interface Widget {
  readonly type: 'metric' | 'log';
  readonly properties: Readonly<Record<string, unknown>>;
  readonly width?: number;
}

/** Widgets lie in rows of two on a grid of 24 columns. */
const GRID = { columns: 24, width: 12, height: 6 } as const;

/** Log groups in one query: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MOST_LOG_GROUPS = 50;

const LOAD_BALANCER = '${LoadBalancer.LoadBalancerFullName}';
const CLUSTER = '${Cluster}';

/**
 * The body of the dashboard, with the names of the platform stack's resources as `Fn::Sub` has them. What lies in
 * other stacks is searched for by metric, or named by its log group, so that it needs none of them.
 */
export function dashboardBody(model: Model): { readonly widgets: readonly object[] } {
  return { widgets: layOut([...requests(), ...tasks(model), ...own(model), ...logs(model)]) };
}

function requests(): readonly Widget[] {
  const ofLoadBalancer = (metric: string, options: object) => [
    'AWS/ApplicationELB',
    metric,
    'LoadBalancer',
    LOAD_BALANCER,
    options,
  ];
  return [
    metrics('Requests', [
      ofLoadBalancer('RequestCount', { stat: 'Sum', label: 'all' }),
      ofTargets('RequestCount', 'Sum'),
    ]),
    metrics('Errors (5xx)', [
      ofLoadBalancer('HTTPCode_ELB_5XX_Count', { stat: 'Sum', label: 'load balancer' }),
      ofTargets('HTTPCode_Target_5XX_Count', 'Sum'),
    ]),
    metrics(
      'Latency in seconds',
      ['p50', 'p90', 'p99'].map((stat) => ofLoadBalancer('TargetResponseTime', { stat, label: stat })),
    ),
    metrics('Hosts', [ofTargets('HealthyHostCount', 'Minimum'), ofTargets('UnHealthyHostCount', 'Maximum')]),
  ];
}

function tasks({ config, environment }: Model): readonly Widget[] {
  const running = config.cluster.containerInsights
    ? ofServices('ECS/ContainerInsights', 'RunningTaskCount', 'Average')
    : // Only Container Insights counts tasks; without it, those that serve are counted.
      ofTargets('HealthyHostCount', 'Average');
  const exits = [
    `platc/${config.app}/${environment}`,
    'TaskExits',
    { stat: 'Sum', label: 'ended by themselves' },
  ];
  return [
    metrics('CPU in percent', [ofServices('AWS/ECS', 'CPUUtilization', 'Average')]),
    metrics('Memory in percent', [ofServices('AWS/ECS', 'MemoryUtilization', 'Average')]),
    metrics('Running tasks', [running, ...(config.alarms.enabled ? [exits] : [])]),
  ];
}

/**
 * Whatever the services publish themselves, in the namespace of application and environment, whatever its dimensions.
 * Nobody knows here what is a count and what a measure, so both statistics are shown.
 */
function own({ config, environment }: Model): readonly Widget[] {
  const term = `Namespace="${config.app}/${environment}"`;
  return [
    metrics("The services' own metrics, average", [search(term, 'Average')]),
    metrics("The services' own metrics, sum", [search(term, 'Sum')]),
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
function logs({ config, environment }: Model): readonly Widget[] {
  const group = (name: string) => `SOURCE '/platc/${config.app}/${environment}/${name}'`;
  const services = Object.keys(config.services).map(group);
  const widget = (title: string, sources: readonly string[], query: string): Widget => ({
    type: 'log',
    width: GRID.columns,
    properties: { title, region: '${AWS::Region}', view: 'table', query: [...sources, query].join(' | ') },
  });
  return [
    ...chunks(services, MOST_LOG_GROUPS).map((groups) =>
      widget(
        'Errors in the logs',
        groups,
        'fields @timestamp, level, msg, requestId, status, @log | filter level in ["error", "fatal"] or status >= 500 | sort @timestamp desc | limit 50',
      ),
    ),
    ...(config.alarms.enabled
      ? [
          widget(
            'Tasks that ended by themselves',
            [group('task-exits')],
            'fields @timestamp, detail.group, detail.stoppedReason, detail.containers.0.exitCode, detail.containers.0.reason | sort @timestamp desc | limit 20',
          ),
        ]
      : []),
  ];
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function metrics(title: string, rows: readonly unknown[]): Widget {
  return {
    type: 'metric',
    properties: { title, region: '${AWS::Region}', view: 'timeSeries', period: 60, metrics: rows },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
function search(term: string, stat: string): unknown {
  return [{ expression: `SEARCH('${term}', '${stat}', 60)` }];
}

function ofTargets(metric: string, stat: string): unknown {
  return search(
    `{AWS/ApplicationELB,LoadBalancer,TargetGroup} MetricName="${metric}" LoadBalancer="${LOAD_BALANCER}"`,
    stat,
  );
}

function ofServices(namespace: string, metric: string, stat: string): unknown {
  return search(
    `{${namespace},ClusterName,ServiceName} MetricName="${metric}" ClusterName="${CLUSTER}"`,
    stat,
  );
}

function layOut(widgets: readonly Widget[]): readonly object[] {
  let [x, y] = [0, 0];
  return widgets.map(({ width = GRID.width, ...widget }) => {
    if (x + width > GRID.columns) [x, y] = [0, y + GRID.height];
    const placed = { ...widget, x, y, width, height: GRID.height };
    x += width;
    return placed;
  });
}
