import type {
  DeleteParameterRequest,
  DescribeParametersRequest,
  GetParametersByPathRequest,
  DescribeParametersResult,
  GetParametersByPathResult,
  GetParameterRequest,
  GetParametersRequest,
  Parameter,
  PutParameterRequest,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../aws-error.ts';
import type { AwsService, RequestContext, SandboxContext } from '../context.ts';
import { byKey, pageOf } from '../page.ts';
import type { ParameterRecord } from './parameters.ts';
import { Parameters } from './parameters.ts';

/** Parameter Store: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function ssmService(context: SandboxContext): AwsService {
  const parameters = new Parameters(context);

  const describe = (record: ParameterRecord, decrypt: boolean | undefined): Parameter => ({
    Name: record.name,
    Type: record.type,
    // encrypted text is of no use to anybody: a marker stands for it
    Value:
      record.type === 'SecureString' && !decrypt
        ? `encrypted:${record.name}:${record.version}`
        : record.value,
    Version: record.version,
    LastModifiedDate: new Date(record.modified),
    ARN: parameters.arn(record),
    DataType: 'text',
  });

  return {
    signingName: 'ssm',
    operations: {
      GetParameter({ Name = '', WithDecryption }: GetParameterRequest, { region }: RequestContext) {
        const record = parameters.find(region, Name);
        if (!record) throw notFound(Name);
        return { Parameter: describe(record, WithDecryption) };
      },

      GetParameters({ Names = [], WithDecryption }: GetParametersRequest, { region }: RequestContext) {
        const found = Names.map((name) => ({ name, record: parameters.find(region, name) }));
        return {
          Parameters: found.flatMap(({ record }) => (record ? [describe(record, WithDecryption)] : [])),
          InvalidParameters: found.filter(({ record }) => !record).map(({ name }) => name),
        };
      },

      /** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
      GetParametersByPath(
        input: GetParametersByPathRequest,
        { region }: RequestContext,
      ): GetParametersByPathResult {
        refuseFilters(input.ParameterFilters);
        const folder = `${(input.Path ?? '').replace(/\/$/, '')}/`;
        const below = parameters
          .all(region)
          .filter(
            ({ name }) =>
              name.startsWith(folder) &&
              (input.Recursive === true || !name.slice(folder.length).includes('/')),
          );
        const { items, nextToken } = page(below, input.MaxResults ?? 10, input.NextToken);
        return {
          Parameters: items.map((record) => describe(record, input.WithDecryption)),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
      },

      /** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
      DescribeParameters(
        input: DescribeParametersRequest,
        { region }: RequestContext,
      ): DescribeParametersResult {
        refuseFilters(input.ParameterFilters ?? input.Filters);
        const { items, nextToken } = page(parameters.all(region), input.MaxResults ?? 50, input.NextToken);
        return {
          Parameters: items.map((record) => {
            const { Value: _value, ...metadata } = describe(record, false);
            return {
              ...metadata,
              ...(record.description !== undefined && { Description: record.description }),
            };
          }),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
      },

      PutParameter(input: PutParameterRequest, { region }: RequestContext) {
        const { Name = '', Value = '', Type, Description, Overwrite = false } = input;
        const record = parameters.put(
          {
            name: Name,
            region,
            value: Value,
            type: Type,
            ...(Description !== undefined && { description: Description }),
          },
          Overwrite,
        );
        return { Version: record.version, Tier: 'Standard' };
      },

      DeleteParameter({ Name = '' }: DeleteParameterRequest, { region }: RequestContext) {
        if (!parameters.delete(region, Name)) throw notFound(Name);
        return {};
      },
    },
  };
}

function page(records: readonly ParameterRecord[], size: number, token: string | undefined) {
  const name = (record: ParameterRecord): string => record.name;
  return pageOf(records.toSorted(byKey(name)), name, size, token, 'InvalidNextToken');
}

function refuseFilters(filters: readonly unknown[] | undefined): void {
  if (filters !== undefined && filters.length > 0)
    throw new AwsError('InvalidFilterKey', 'The sandbox does not filter parameters.');
}

function notFound(name: string): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}
