import { Type } from 'typebox';

export const info = Type.Object(
  {
    name: Type.String(),
    version: Type.String(),
    environment: Type.String(),
    node: Type.String({ description: 'Version of Node' }),
    host: Type.String(),
    region: Type.Optional(Type.String()),
    task: Type.Optional(Type.String({ description: 'ARN of the Amazon ECS task' })),
  },
  { description: 'What is running, and where; region and task only where they are known' },
);
