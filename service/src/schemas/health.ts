export const health = {
  type: 'object',
  required: ['status', 'service', 'version', 'environment', 'uptime'],
  properties: {
    status: { const: 'healthy' },
    service: { type: 'string' },
    version: { type: 'string' },
    environment: { type: 'string' },
    uptime: { type: 'number', description: 'Seconds since the process started' },
  },
} as const;

export const live = {
  type: 'object',
  required: ['status'],
  properties: { status: { const: 'alive' } },
} as const;

const check = {
  type: 'object',
  required: ['status', 'detail'],
  properties: { status: { enum: ['pass', 'fail'] }, detail: { type: 'string' } },
} as const;

export const ready = {
  type: 'object',
  required: ['status', 'checks'],
  properties: {
    status: { enum: ['ready', 'not ready'] },
    checks: {
      type: 'object',
      required: ['startup', 'shutdown'],
      properties: { startup: check, shutdown: check },
    },
  },
} as const;
