export const info = {
  type: 'object',
  required: ['name', 'version', 'environment', 'node', 'host'],
  properties: {
    name: { type: 'string' },
    version: { type: 'string' },
    environment: { type: 'string' },
    node: { type: 'string' },
    host: { type: 'string' },
    region: { type: 'string' },
    task: { type: 'string', description: 'ARN of the Amazon ECS task' },
  },
} as const;
