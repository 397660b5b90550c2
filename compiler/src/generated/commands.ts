// Made by `npm run generate`. Do not edit.
import type { Command } from '../commands/command.ts';

export const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<{ readonly command: Command }> }>> = {
  "cost": { summary: "what an environment costs in a month and a year, and what its switches would save", load: () => import('../commands/cost.ts') },
  "deploy": { summary: "plan, ask, apply the change sets in order, and follow the rollout to its end", load: () => import('../commands/deploy.ts') },
  "destroy": { summary: "delete the stacks of an environment, in reverse order", load: () => import('../commands/destroy.ts') },
  "diagram": { summary: "the rendered architecture as a picture: VPC, zones, subnets and what stands in them", load: () => import('../commands/diagram.ts') },
  "doctor": { summary: "check this machine, the credentials, the account and its limits, and say how to mend each", load: () => import('../commands/doctor.ts') },
  "drift": { summary: "what was changed outside CloudFormation", load: () => import('../commands/drift.ts') },
  "explain": { summary: "where a value of the resolved config comes from, or what a diagnostic means", load: () => import('../commands/explain.ts') },
  "history": { summary: "past releases: when, who, which commit and image, how each ended, which one is deployed", load: () => import('../commands/history.ts') },
  "init": { summary: "begin a project: platform.yaml, environments, schemas for the editor", load: () => import('../commands/init.ts') },
  "logs": { summary: "what the services have written, from CloudWatch Logs", load: () => import('../commands/logs.ts') },
  "outputs": { summary: "the outputs of the deployed stacks; with a name that one alone, raw", load: () => import('../commands/outputs.ts') },
  "plan": { summary: "what would change: in the account, since a commit, or from nothing", load: () => import('../commands/plan.ts') },
  "policy": { summary: "hold the rendered templates to the policies, by cfn-guard", load: () => import('../commands/policy.ts') },
  "push": { summary: "build the images of the services, push them, and print their references by digest", load: () => import('../commands/push.ts') },
  "render": { summary: "write the CloudFormation templates of an environment to .platc/<env>/", load: () => import('../commands/render.ts') },
  "restart": { summary: "new tasks of the same image, and follow them to their end", load: () => import('../commands/restart.ts') },
  "rollback": { summary: "go back to an earlier release of a service: its recorded template, parameters and image", load: () => import('../commands/rollback.ts') },
  "sandbox": { summary: "a CloudFormation and ECS endpoint on this machine, where services run as processes behind a load balancer", load: () => import('../commands/sandbox.ts') },
  "status": { summary: "what is deployed, whether it is healthy, and which alarms ring", load: () => import('../commands/status.ts') },
  "validate": { summary: "check platform.yaml and every environment, or one; no network", load: () => import('../commands/validate.ts') },
};
