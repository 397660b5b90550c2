// Made by `npm run generate`. Do not edit.
import type { Command } from '../commands/command.ts';

export const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<{ readonly command: Command }> }>> = {
  "explain": { summary: "where a value of the resolved config comes from, or what a diagnostic means", load: () => import('../commands/explain.ts') },
  "render": { summary: "write the CloudFormation templates of an environment to .platc/<env>/", load: () => import('../commands/render.ts') },
  "sandbox": { summary: "a CloudFormation and ECS endpoint on this machine, where services run as processes behind a load balancer", load: () => import('../commands/sandbox.ts') },
  "validate": { summary: "check platform.yaml and every environment, or one; no network", load: () => import('../commands/validate.ts') },
};
