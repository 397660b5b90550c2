import { Type } from 'typebox';

export const helloQuery = Type.Object({
  name: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'Whom to greet; nobody or only spaces is World',
      examples: ['DevOps'],
    }),
  ),
});

export const hello = Type.Object(
  {
    message: Type.String({ examples: ['Hello, DevOps!'] }),
    version: Type.String(),
    environment: Type.String(),
  },
  { description: 'The greeting' },
);
