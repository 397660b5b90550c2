import { Type } from 'typebox';

/** problem.ts as a schema, for the document. */
export const problemSchema = Type.Object(
  {
    type: Type.Literal('about:blank'),
    title: Type.String({ description: 'The name of the status' }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String(),
    requestId: Type.String({ description: 'The same as in the header x-request-id and in the log' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          in: Type.String({ description: 'Part of the request' }),
          path: Type.String({ description: 'JSON pointer into that part' }),
          detail: Type.String(),
        }),
        { description: 'Where a request does not fit its schema' },
      ),
    ),
  },
  { description: 'An error: RFC 9457' },
);
