import { Type } from 'typebox';

export const health = Type.Object(
  {
    status: Type.Literal('healthy'),
    service: Type.String(),
    version: Type.String(),
    environment: Type.String(),
    uptime: Type.Number({ minimum: 0, description: 'Seconds since the process started' }),
  },
  { description: 'The process works' },
);

export const live = Type.Object({ status: Type.Literal('alive') }, { description: 'The process works' });

const check = Type.Object({
  status: Type.Enum(['pass', 'fail']),
  detail: Type.String(),
});
const checks = Type.Object({ startup: check, shutdown: check });

export const ready = Type.Object(
  { status: Type.Literal('ready'), checks },
  { description: 'It takes traffic' },
);
export const notReady = Type.Object(
  { status: Type.Literal('not ready'), checks },
  { description: 'It starts or stops, and the checks say which' },
);
