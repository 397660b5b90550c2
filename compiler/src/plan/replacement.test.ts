import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractSpec } from '../../scripts/extract-spec.ts';
import { loadReplacementRules, stronger, type ReplacementRules } from './replacement.ts';

let rules: ReplacementRules;
beforeAll(async () => {
  rules = await loadReplacementRules();
});

describe('loadReplacementRules', () => {
  it.each([
    ['AWS::ECS::TaskDefinition', ['Cpu'], 'yes'],
    ['AWS::ECS::TaskDefinition', ['ContainerDefinitions', 0, 'Image'], 'yes'],
    ['AWS::ECS::TaskDefinition', ['Tags', 0, 'Value'], 'no'],
    ['AWS::ECS::Service', ['TaskDefinition'], 'no'],
    ['AWS::ECS::Service', ['Cluster'], 'yes'],
    ['AWS::EC2::Subnet', ['CidrBlock'], 'yes'],
    ['AWS::Logs::LogGroup', ['RetentionInDays'], 'no'],
    ['AWS::Logs::LogGroup', ['LogGroupName'], 'yes'],
    ['AWS::S3::Bucket', ['BucketName'], 'yes'],
    ['AWS::EC2::Instance', ['InstanceType'], 'conditional'],
    ['AWS::EC2::Instance', ['BlockDeviceMappings', 0, 'Ebs', 'KmsKeyId'], 'yes'],
    ['AWS::EFS::AccessPoint', ['CreationInfo', 'OwnerUid'], 'yes'],
    ['AWS::RedshiftServerless::Snapshot', ['Tags', 3, 'Key'], 'yes'],
    ['Custom::Anything', ['Name'], 'no'],
    ['AWS::EC2::Subnet', [], 'no'],
  ] as const)('%s %j: %s', (type, path, expected) => {
    expect(rules(type, path)).toBe(expected);
  });

  it('agrees with the published specification on every property of every type', () => {
    const expected = { yes: 'yes', maybe: 'conditional', no: 'no' } as const;
    const wrong: string[] = [];
    for (const resource of loadAwsServiceSpecSync().all('resource')) {
      const nested = new Set((resource.additionalReplacementProperties ?? []).map(([name]) => name));
      for (const [name, { causesReplacement = 'no' }] of Object.entries(resource.properties)) {
        const found = rules(resource.cloudFormationType, [name]);
        // A property that replaces only by a part of it may replace as a whole.
        const stricter = found !== 'no' && (causesReplacement === 'no' || nested.has(name));
        if (found !== expected[causesReplacement] && !stricter && causesReplacement !== 'maybe')
          wrong.push(`${resource.cloudFormationType} ${name} ${found}`);
        if (causesReplacement === 'maybe' && found === 'no')
          wrong.push(`${resource.cloudFormationType} ${name} ${found}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is what the build extracts, and small', () => {
    const committed = readFileSync(new URL('../generated/spec.json', import.meta.url), 'utf8');
    expect(committed).toBe(extractSpec());
    expect(committed.length).toBeLessThan(200_000);
  });
});

it('stronger takes the one that replaces more', () => {
  expect(stronger('no', 'conditional')).toBe('conditional');
  expect(stronger('conditional', 'yes')).toBe('yes');
  expect(stronger('no', 'no')).toBe('no');
});
