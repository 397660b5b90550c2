export const helloQuery = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 100 } },
} as const;

export interface HelloQuery {
  name?: string;
}

export const hello = {
  type: 'object',
  required: ['message', 'version', 'environment'],
  properties: {
    message: { type: 'string' },
    version: { type: 'string' },
    environment: { type: 'string' },
  },
} as const;
