import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployedProject, type DeployedProject } from '../helpers/deployed-project.ts';
import { pythonTool } from '../helpers/python-tools.ts';
import { run } from '../helpers/run.ts';

const python = pythonTool('python');
const main = fileURLToPath(new URL('boto3_main.py', import.meta.url));

/** Waiters of what the sandbox has not got. A new one of boto3 makes the test fail: there it is waited for, or stands here. */
const notThere = [
  'cloudformation stack_import_complete',
  'cloudformation stack_refactor_create_complete',
  'cloudformation stack_refactor_execute_complete',
  'cloudformation type_registration_complete',
  'ecr image_scan_complete',
  'ecr lifecycle_policy_preview_complete',
  'ecs daemon_active',
  'ecs daemon_deployment_stopped',
  'ecs daemon_deployment_successful',
  'ecs daemon_task_definition_active',
  'ecs daemon_task_definition_deleted',
  'ssm command_executed',
];

/** boto3, which nobody here wrote, beside the deployed service of this repository. */
describe.skipIf(python === undefined)('boto3 on the sandbox', { timeout: 180_000 }, () => {
  let project: DeployedProject;
  beforeAll(async () => {
    project = await deployedProject();
  }, 120_000);
  afterAll(() => project.remove(), 60_000);

  it('waits and pages', async () => {
    const { code, stdout, stderr } = await run(python ?? '', ['-B', main], {
      cwd: project.folder,
      env: project.env,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { results, notWaited, paged } = JSON.parse(stdout) as {
      results: Record<string, true | string>;
      notWaited: readonly string[];
      paged: readonly string[];
    };
    expect(Object.entries(results).filter(([, outcome]) => outcome !== true)).toEqual([]);
    expect(Object.keys(results)).toHaveLength(38);
    expect(notWaited).toEqual(notThere);
    expect(paged).toHaveLength(29);
  });
});
