import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileEnvironment, compileShared, type Compilation } from '../../src/compile.ts';
import { diagnosticsToText } from '../../src/diagnostics/format.ts';
import { nodeMachine } from '../../src/host/node-machine.ts';
import { EngineError, findEngine, type Engine } from '../../src/policy/engine.ts';
import { evaluate, type PolicyResult } from '../../src/policy/evaluate.ts';
import { sarif } from '../../src/policy/report-sarif.ts';
import { policyJson } from '../../src/policy/report-json.ts';
import { exceptedText, policyCounts } from '../../src/policy/report-text.ts';
import { ruleFiles, rulesOf, type RuleFile } from '../../src/policy/rules.ts';
import type { RenderedStack } from '../../src/stack.ts';
import { nodeHost } from '../../src/host/node-host.ts';
import { memoryHost, plainStyle } from '../helpers/memory-host.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const rulesFolder = `${root}compiler/src/policy/rules/`;
const builtIn = ruleFiles(nodeMachine.tree, '/nowhere');
const TODAY = '2026-11-23';

async function cfnGuard(): Promise<Engine> {
  const engine = await findEngine(nodeMachine, root, nodeMachine.platform, process.env);
  if (!engine) throw new Error('cfn-guard is a development dependency, and not there');
  return engine;
}

function compileText(keys: string, environment = 'prod'): Compilation {
  const host = memoryHost(
    new Map([
      ['platform.yaml', `app: shop\nregion: eu-central-1\n${keys}`],
      [`environments/${environment === 'common' ? 'prod' : environment}.yaml`, "account: '210987654321'\n"],
      ['api/Dockerfile', 'FROM scratch\n'],
    ]),
  );
  const compiled = environment === 'common' ? compileShared(host) : compileEnvironment(host, environment);
  if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled;
}

const SERVICE = 'services:\n  api:\n    build: ./api\nencryption:\n  kms: true\n';

async function check(
  keys: string,
  tamper: (body: string) => string = (body) => body,
  files: readonly RuleFile[] = builtIn,
): Promise<PolicyResult & { readonly text: string }> {
  const compilation = compileText(SERVICE + keys);
  const stacks = [...compilation.stacks, ...compilation.shared].map((stack): RenderedStack => ({
    ...stack,
    body: tamper(stack.body),
  }));
  const result = await evaluate(await cfnGuard(), files, compilation, stacks, TODAY);
  return { ...result, text: diagnosticsToText(result.diagnostics, compilation.sources, plainStyle) };
}

/** Without a key of the environment's own on log groups; as many lines as before. */
const withoutKmsKey = (body: string) => body.replaceAll(/^ {6}KmsKeyId:.*$/gm, '      # no key');

describe('built-in rules', () => {
  it.each(readdirSync(rulesFolder))('%s keeps its own tests', (file) => {
    const set = file.replace('.guard', '');
    const tests = `${root}compiler/test/policy/rules/${set}.yaml`;
    const binary = `${root}node_modules/@cdklabs/cdk-validator-cfnguard/bin/${process.platform === 'darwin' ? 'macos' : 'ubuntu'}/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}/cfn-guard`;
    const { status, stdout } = spawnSync(binary, ['test', '-r', rulesFolder + file, '-t', tests], {
      encoding: 'utf8',
    });
    expect(stdout).not.toContain('FAIL Rules:');
    expect(status).toBe(0);
    const cases = parse(readFileSync(tests, 'utf8')) as { expectations: { rules: Record<string, string> } }[];
    for (const { name, reason, link } of rulesOf({
      name: set,
      text: readFileSync(rulesFolder + file, 'utf8'),
    })) {
      const verdicts = cases.map(({ expectations }) => expectations.rules[name]);
      expect({ name, pass: verdicts.includes('PASS'), fail: verdicts.includes('FAIL') }).toEqual({
        name,
        pass: true,
        fail: true,
      });
      expect({ name, reason, link }).toEqual({
        name,
        reason: expect.stringMatching(/\.$/),
        link: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
      });
    }
  });

  it.each(['dev', 'staging', 'prod', 'common'])("find nothing in this repository's %s", async (name) => {
    const host = nodeHost({ cwd: root });
    const compiled = name === 'common' ? compileShared(host) : compileEnvironment(host, name);
    if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
    const stacks = name === 'common' ? compiled.shared : compiled.stacks;
    const { findings, passed } = await evaluate(await cfnGuard(), builtIn, compiled, stacks, TODAY);
    expect(findings.map(({ rule, path }) => `${rule.name} ${path}`)).toEqual([]);
    expect(passed).toBeGreaterThan(5);
  });

  it('find nothing with HTTPS, access and endpoints', async () => {
    const keys = `${SERVICE}access: { github: { repository: a/b } }
network: { nat: none, endpoints: true, flowLogs: true }
loadBalancer: { domain: { name: a.example.com, hostedZoneId: Z1 } }\n`;
    const compilation = compileText(keys);
    const { shared } = compileText(keys, 'common');
    expect(shared.map(({ name }) => name)).toContain('shop-access');
    const stacks = [...compilation.stacks, ...shared];
    const { findings } = await evaluate(await cfnGuard(), builtIn, compilation, stacks, TODAY);
    expect(findings.map(({ rule, path }) => `${rule.name} ${path}`)).toEqual([]);
  });
});

describe('a sabotaged template', () => {
  it.each<[string, (body: string) => string, string, string]>([
    [
      'a public bucket',
      (body) => body.replace('BlockPublicAcls: true', 'BlockPublicAcls: false'),
      'BUCKET_PUBLIC',
      'platform.yaml:1:',
    ],
    [
      'an open security group',
      (body) => body.replace(/FromPort: 80\n/, 'FromPort: 22\n'),
      'SECURITY_GROUP_OPEN',
      'platform.yaml:',
    ],
    [
      'a wildcard policy',
      (body) => body.replace('Action: ecr:GetAuthorizationToken', 'Action: "*"'),
      'IAM_WILDCARD_ACTION',
      'platform.yaml:5:',
    ],
    ['an unencrypted log group', withoutKmsKey, 'LOG_GROUP_ENCRYPTED', 'platform.yaml:'],
    [
      'a public task',
      (body) => body.replace('AssignPublicIp: DISABLED', 'AssignPublicIp: ENABLED'),
      'TASK_PUBLIC',
      'platform.yaml:4:',
    ],
  ])('with %s is denied, with the line of the YAML', async (_, tamper, rule, place) => {
    const { diagnostics, text } = await check('policy: { level: deny }\n', tamper);
    expect(diagnostics.map(({ code }) => code)).toContain('PLATC5001');
    expect(text.split('\n').find((line) => line.includes(`PLATC5001  ${rule}: `))).toMatch(
      new RegExp(`^${place.replaceAll('.', '\\.')}`),
    );
  });
});

describe('the place of a finding', () => {
  const placed = ({ findings }: PolicyResult, name: string) =>
    findings.find(({ rule }) => rule.name === name)?.place?.line;

  it('is the key that was written, not what its stack is there for', async () => {
    expect(placed(await check('cluster:\n  containerInsights: false\n'), 'CLUSTER_INSIGHTS')).toBe(9);
  });

  it('is that of the resource, not of its stack', async () => {
    const without = (body: string) =>
      body.replace(/(drop_invalid_header_fields.enabled\n +Value: )"true"/, '$1"false"');
    const result = await check('cluster: {}\nloadBalancer:\n  idleTimeout: 30s\n', without);
    expect(result.findings).toMatchObject([
      { rule: { name: 'LOAD_BALANCER_INVALID_HEADERS' }, resource: 'LoadBalancer' },
    ]);
  });

  const retention = {
    name: 'policies/team.guard',
    text: `# Reason: an audit looks back for a year.
rule KEPT_A_YEAR when Resources.*[ Type == 'AWS::Logs::LogGroup' ] !empty {
  Resources.*[ Type == 'AWS::Logs::LogGroup' ].Properties.RetentionInDays >= 365 <<too short>>
}\n`,
  };

  it('of a default says which key has it, and that writing the key changes it', async () => {
    const result = await check('network: { flowLogs: true }\n', undefined, [retention]);
    const { text, findings } = result;
    const hints = new Map(findings.map(({ resource, diagnostic }) => [resource, diagnostic.hint]));
    const said = 'default of `network.flowLogsRetentionDays`: write it in platform.yaml to change it';
    expect(hints.get('FlowLogsLogGroup')).toBe(`${said}. an audit looks back for a year.`);
    expect(text).toContain(`~ ${said}. an audit`);
    // a value that the template fixes: no key of the section that it is in would change it
    expect(hints.get('TaskExitsLogGroup')).toBe('default of `alarms`. an audit looks back for a year.');
    const { runs } = JSON.parse(sarif(result)) as {
      runs: { results: { message: { text: string } }[] }[];
    };
    expect(runs[0]?.results.map(({ message }) => message.text)).toContain(
      `FlowLogsLogGroup: too short (${said})`,
    );
  });

  it('of what is written says nothing of a default, nor how to change what no key is for', async () => {
    const keys = 'network: { flowLogs: true, flowLogsRetentionDays: 30 }\n';
    const { findings } = await check(keys, undefined, [retention]);
    const found = findings.find(({ resource }) => resource === 'FlowLogsLogGroup');
    expect(found?.place).toMatchObject({ line: 8 });
    expect(found?.diagnostic.hint).toBe('an audit looks back for a year.');
    const whole = await check('', (body) =>
      body
        .replace('BlockPublicAcls: true', 'BlockPublicAcls: false')
        .replace(/FromPort: 80\n/, 'FromPort: 22\n'),
    );
    const hints = whole.findings.map(({ diagnostic }) => diagnostic.hint);
    expect(hints.length).toBeGreaterThan(0);
    expect(hints.join()).not.toContain('write it in');
  });

  it('is the service where one of its properties is missing', async () => {
    const text = `rule COUNTED when Resources.*[ Type == 'AWS::ECS::Service' ] !empty {
  Resources.*[ Type == 'AWS::ECS::Service' ].Properties.SchedulingStrategy exists <<not said>>
}\n`;
    const files = [...builtIn, { name: 'policies/team.guard', text }];
    expect(placed(await check('cluster:\n  capacity: spot\n', undefined, files), 'COUNTED')).toBe(4);
  });
});

describe('levels', () => {
  it('warn, deny, or say nothing of single rules', async () => {
    const warned = await check('', withoutKmsKey);
    expect(new Set(warned.diagnostics.map(({ code }) => code))).toEqual(new Set(['PLATC5002']));
    const denied = await check('policy: { rules: { LOG_GROUP_ENCRYPTED: deny } }\n', withoutKmsKey);
    expect(denied.diagnostics.map(({ code }) => code)).toContain('PLATC5001');
    const misspelt = await check('policy: { rules: { LOG_GROUP_ENCRYPT: deny } }\n');
    expect(misspelt.text).toContain(
      'PLATC5005  `policy.rules` names LOG_GROUP_ENCRYPT, and there is no such rule',
    );
    expect(misspelt.text).toContain('did you mean `LOG_GROUP_ENCRYPTED`?');
    const off = await check('policy: { level: deny, rules: { LOG_GROUP_ENCRYPTED: off } }\n', withoutKmsKey);
    expect(off.diagnostics).toEqual([]);
    expect(off.passed).toBe((await check('policy: { level: deny }\n')).passed - 1);
  });
});

describe('exceptions', () => {
  const exception = (until: string, rule = 'LOG_GROUP_ENCRYPTED') =>
    `policy: { level: deny, exceptions: [{ rule: ${rule}, resource: LogGroup, reason: moving, until: '${until}' }] }\n`;

  it('hold to the end of their day, for their resource', async () => {
    const held = await check(exception(TODAY), withoutKmsKey);
    expect(held.excepted.map(({ finding }) => finding.resource)).toEqual(['LogGroup']);
    expect(policyCounts(held)).toMatch(/, 1 excepted until 2026-11-23$/);
    expect(exceptedText(held, 60)).toBe(
      '  LOG_GROUP_ENCRYPTED, LogGroup: excepted until\n    2026-11-23: moving\n',
    );
    expect(JSON.parse(policyJson('prod', held, new Map()))).toMatchObject({
      excepted: [{ rule: 'LOG_GROUP_ENCRYPTED', until: TODAY, reason: 'moving' }],
    });
    expect(held.findings.map(({ resource }) => resource)).not.toContain('LogGroup');
  });

  it('are an error when they have ended', async () => {
    const { diagnostics, text } = await check(exception('2026-11-22'), withoutKmsKey);
    expect(diagnostics.map(({ code }) => code)).toContain('PLATC5003');
    expect(text).toContain('the exception from LOG_GROUP_ENCRYPTED ended on 2026-11-22');
  });

  it('are told when they except nothing, with the name that was meant', async () => {
    const { text } = await check(exception('2027-01-01', 'LOG_GROUP_ENCRYPT'));
    expect(text).toContain('PLATC5004');
    expect(text).toContain('did you mean `LOG_GROUP_ENCRYPTED`?');
  });
});

describe('exceptions of what all environments share', () => {
  const keys = (resource: string) =>
    `${SERVICE}policy: { exceptions: [{ rule: BUCKET_VERSIONS, ${resource} reason: moving, until: '2027-01-01' }] }\n`;
  const codes = async (resource: string, environment: string) => {
    const compilation = compileText(keys(resource), environment);
    const stacks = environment === 'common' ? compilation.shared : compilation.stacks;
    const { diagnostics } = await evaluate(await cfnGuard(), builtIn, compilation, stacks, TODAY);
    return diagnostics.map(({ code }) => code);
  };

  it('are not said to except nothing in an environment, nor those of an environment there', async () => {
    expect(await codes('resource: ArtifactsBucket,', 'prod')).toEqual([]);
    expect(await codes('', 'common')).toEqual([]);
    expect(await codes('', 'prod')).toEqual(['PLATC5004']);
    expect(await codes('resource: ArtifactBucket,', 'prod')).toEqual(['PLATC5004']);
  });
});

describe("a project's own rules", () => {
  const team = (text: string): readonly RuleFile[] => [...builtIn, { name: 'policies/team.guard', text }];
  const rule = `# Reason: our incident tool wants it.
rule ALARM_DESCRIBED when Resources.*[ Type == 'AWS::SNS::Topic' ] !empty {
  Resources.*[ Type == 'AWS::SNS::Topic' ].Properties.SignatureVersion exists <<the topic has no signature>>
}\n`;

  it('are held to beside the built-in ones', async () => {
    const { findings } = await check('', (body) => body, team(rule));
    expect(findings).toMatchObject([
      {
        rule: { name: 'ALARM_DESCRIBED', file: 'policies/team.guard', reason: 'our incident tool wants it.' },
        level: 'warn',
      },
    ]);
  });

  it('that cannot be read are told, and nothing passes for checked', async () => {
    const files = [...team(rule), { name: 'policies/late.guard', text: '# Mine.\nrule BROKEN {{{\n' }];
    const told = check('', undefined, files);
    await expect(told).rejects.toThrow(EngineError);
    await expect(told).rejects.toThrow('policies/late.guard:2:14 is no rule of cfn-guard, from `{{` on');
  });
});

describe('SARIF', () => {
  it('has the line of the config, the reason, and what an exception suppresses', async () => {
    const keys = `policy: { level: deny, exceptions: [{ rule: LOG_GROUP_ENCRYPTED, resource: LogGroup, reason: moving, until: '2027-01-01' }] }\n`;
    const log = JSON.parse(sarif(await check(keys, withoutKmsKey))) as {
      runs: [{ results: Record<string, unknown>[]; tool: { driver: { rules: unknown[] } } }];
    };
    const [{ results, tool }] = log.runs;
    expect(tool.driver.rules).toEqual([
      {
        id: 'LOG_GROUP_ENCRYPTED',
        shortDescription: { text: expect.any(String) },
        helpUri: expect.any(String),
      },
    ]);
    expect(results[0]).toMatchObject({
      ruleId: 'LOG_GROUP_ENCRYPTED',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'platform.yaml' },
            region: { startLine: expect.any(Number) },
          },
        },
      ],
    });
    expect(results.flatMap((result) => result['suppressions'] ?? [])).toEqual([
      { kind: 'inSource', justification: 'moving (excepted until 2027-01-01)' },
    ]);
  });
});

describe('the engine', () => {
  it('is told as missing where there is none', async () => {
    const none = { ...nodeMachine, run: () => Promise.resolve(undefined) };
    expect(await findEngine(none, '/nowhere', nodeMachine.platform, {})).toBeUndefined();
  });

  it('is not taken for one where it is another program, or another version', async () => {
    const other = {
      ...nodeMachine,
      run: () => Promise.resolve({ code: 0, stdout: 'cfn-guard 2.1.4\n', output: '' }),
    };
    expect(await findEngine(other, '/nowhere', nodeMachine.platform, {})).toBeUndefined();
  });
});
