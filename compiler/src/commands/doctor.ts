import { compileEnvironment, compileShared, type Compilation } from '../compile.ts';
import { diagnosticsToText } from '../diagnostics/format.ts';
import type { Check } from '../doctor/examination.ts';
import { environmentOf } from '../session.ts';
import { exit, type Command } from './command.ts';

export const command: Command = {
  summary: 'check this machine, the credentials, the account and its limits, and say how to mend each',
  options: {},
  permissions: ['cloudformation:DescribeStacks', 'servicequotas:GetServiceQuota', 'sts:GetCallerIdentity'],
  examples: ['npx platc doctor', 'npx platc doctor --env prod --json'],
  async run(host, args) {
    const environment = environmentOf(host, args);
    const compiled = environment === 'common' ? compileShared(host) : compileEnvironment(host, environment);
    const compilation: Compilation | undefined = compiled.model ? compiled : undefined;
    const { examine } = await import('../doctor/examination.ts');
    const { machineChecks } = await import('../doctor/machine-checks.ts');
    const { accountChecks } = await import('../doctor/account-checks.ts');
    const { quotaChecks } = await import('../doctor/quota-checks.ts');
    const { doctorText } = await import('../doctor/report-text.ts');
    const { nodeMachine } = await import('../host/node-machine.ts');
    const config: Check = {
      name: 'config',
      run: () =>
        Promise.resolve([
          compilation
            ? { state: 'ok', text: `platform.yaml and environment ${environment}` }
            : {
                state: 'fault',
                text:
                  diagnosticsToText(compiled.diagnostics, compiled.sources, host.terminal.style)
                    .split('\n')
                    .find((line) => line !== '') ?? 'has errors',
                mend: 'npx platc validate shows them all.',
              },
        ]),
    };
    const { identify } = await import('../doctor/identify.ts');
    const patient = { host, machine: nodeMachine, environment, compilation, aws: undefined };
    const here = await examine([config, ...machineChecks], patient);
    const { aws, diagnosis } = await identify(host, compilation);
    const there = await examine([...accountChecks, ...quotaChecks], { ...patient, aws });
    const found = [...here, ...diagnosis, ...there];
    const healthy = found.every(({ state }) => state !== 'fault');
    if (args.flag('json')) host.out(`${JSON.stringify({ environment, healthy, checks: found })}\n`);
    else host.out(doctorText(found, host.terminal.style, host.terminal.columns));
    return healthy ? exit.done : exit.invalid;
  },
};
