import type {
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  StandardUnit,
} from '@aws-sdk/client-cloudwatch-logs';
import type { AwsService, RequestContext, SandboxContext } from '../context.ts';
import { byKey, pageOf } from '../page.ts';
import type { CreatedResource, ResourceBehaviour, ResourceRequest } from '../resource-behaviour.ts';
import { ownerOf, text } from '../resource-owner.ts';
import { Table } from '../table.ts';
import { compileFilter } from './filter-pattern.ts';
import { logGroupsOf, METRIC_FILTERS } from './log-groups.ts';

/** What becomes a metric of an event that the filter takes. */
interface Transformation {
  readonly MetricNamespace: string;
  readonly MetricName: string;
  /** A number, or a selector of one: `$.size`. */
  readonly MetricValue: string;
  /** The value of an event that the filter does not take. */
  readonly DefaultValue?: number;
  readonly Unit?: StandardUnit;
  /** Values are selectors. */
  readonly Dimensions?: readonly { readonly Key: string; readonly Value: string }[];
}

export interface MetricFilterRecord {
  readonly owner: string;
  readonly region: string;
  readonly name: string;
  readonly logGroupName: string;
  readonly pattern: string;
  readonly transformations: readonly Transformation[];
  readonly createdAt: number;
}

export function metricFiltersOf(context: SandboxContext): Table<MetricFilterRecord> {
  return new Table(context.store, METRIC_FILTERS);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html */
export function metricFilterBehaviour(context: SandboxContext): ResourceBehaviour {
  const filters = metricFiltersOf(context);
  const put = (request: ResourceRequest, name: string): CreatedResource => {
    const properties: Readonly<Record<string, unknown>> & {
      readonly MetricTransformations?: readonly Transformation[];
    } = request.properties;
    const pattern = text(properties['FilterPattern']) ?? '';
    compileFilter(pattern);
    const group = logGroupsOf(context).require(request.region, text(properties['LogGroupName']));
    const key = keyOf(request.region, group.name, name);
    filters.put(key, {
      owner: ownerOf(request),
      region: request.region,
      name,
      logGroupName: group.name,
      pattern,
      transformations: properties.MetricTransformations ?? [],
      createdAt: filters.get(key)?.createdAt ?? context.clock.now(),
    });
    return { physicalId: name, attributes: {} };
  };
  return {
    type: 'AWS::Logs::MetricFilter',
    create: (request) => put(request, text(request.properties['FilterName']) ?? request.generatedName),
    update: (request) => put(request, request.physicalId),
    remove: ({ region, properties, physicalId }) =>
      filters.delete(keyOf(region, text(properties['LogGroupName']) ?? '', physicalId)),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export function metricFilterOperations(context: SandboxContext): AwsService['operations'] {
  return {
    DescribeMetricFilters(
      input: DescribeMetricFiltersRequest,
      { region }: RequestContext,
    ): DescribeMetricFiltersResponse {
      const { logGroupName, filterNamePrefix = '', metricName, metricNamespace, limit = 50 } = input;
      const found = metricFiltersOf(context)
        .all()
        .filter(
          (filter) =>
            filter.region === region &&
            (logGroupName ?? filter.logGroupName) === filter.logGroupName &&
            filter.name.startsWith(filterNamePrefix) &&
            filter.transformations.some(
              ({ MetricName, MetricNamespace }) =>
                (metricName ?? MetricName) === MetricName &&
                (metricNamespace ?? MetricNamespace) === MetricNamespace,
            ),
        )
        .toSorted(byKey(({ name }) => name));
      const page = pageOf(found, ({ name }) => name, limit, input.nextToken, 'InvalidParameterException');
      return {
        metricFilters: page.items.map(
          ({ name, pattern, logGroupName: group, createdAt, transformations }) => ({
            filterName: name,
            filterPattern: pattern,
            logGroupName: group,
            creationTime: createdAt,
            metricTransformations: transformations.map((transformation) => ({
              metricName: transformation.MetricName,
              metricNamespace: transformation.MetricNamespace,
              metricValue: transformation.MetricValue,
              ...(transformation.DefaultValue !== undefined && { defaultValue: transformation.DefaultValue }),
              ...(transformation.Unit && { unit: transformation.Unit }),
              ...(transformation.Dimensions && {
                dimensions: Object.fromEntries(
                  transformation.Dimensions.map(({ Key, Value }) => [Key, Value]),
                ),
              }),
            })),
          }),
        ),
        ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
      };
    },
  };
}

function keyOf(region: string, logGroupName: string, name: string): string {
  return `${region}/${logGroupName}/${name}`;
}
