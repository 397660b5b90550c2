import type {
  DeleteParameterRequest,
  GetParameterRequest,
  GetParametersRequest,
  Parameter,
  PutParameterRequest,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../aws-error.ts';
import type { AwsService, RequestContext, SandboxContext } from '../context.ts';
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

function notFound(name: string): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}
