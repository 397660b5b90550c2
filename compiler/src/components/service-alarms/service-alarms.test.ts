import { describe, expect, it } from 'vitest';
import { compileEnvironment } from '../../compile.ts';
import { memoryHost } from '../../../test/helpers/memory-host.ts';

/** Names as long as they may be. */
const [app, environment, name] = ['a'.repeat(20), 'e'.repeat(20), 's'.repeat(20)];

function alarms(): readonly string[] {
  const compiled = compileEnvironment(
    memoryHost([
      ['platform.yaml', `app: ${app}\nregion: eu-west-1\nservices:\n  ${name}: { build: ./api }\n`],
      [`environments/${environment}.yaml`, '{}'],
      ['api/Dockerfile', 'FROM scratch\n'],
    ]),
    environment,
  );
  if (!compiled.model) throw new Error('the config has errors');
  return compiled.stacks.flatMap(({ body }) =>
    body.split(/^ {2}(?=\w+:$)/m).filter((block) => block.includes('Type: AWS::CloudWatch::Alarm')),
  );
}

describe('each alarm', () => {
  it('says what to do, tells the topic of its beginning and end, and what missing data means', () => {
    const all = alarms();
    expect(all).toHaveLength(8);
    for (const alarm of all) {
      const description: unknown = JSON.parse(/AlarmDescription: (".*")$/m.exec(alarm)?.[1] ?? '');
      expect(description).toMatch(/npx platc \w+ --env e{20}/);
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      expect(String(description).length).toBeLessThanOrEqual(1024);
      expect(alarm).toMatch(/# \w.*\n {6}TreatMissingData: (notBreaching|breaching)\n/);
      expect(alarm).toMatch(
        /AlarmActions:\n {8}- !Ref AlarmTopic(Arn)?\n {6}OKActions:\n {8}- !Ref AlarmTopic/,
      );
    }
  });
});
