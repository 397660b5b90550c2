import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { PROBLEM_JSON, problem } from '../problem.ts';
import type { Fault } from '../problem.ts';

/** In seconds. Long enough for the load to fall, short enough for a person to wait. */
export const RETRY_AFTER = 5;

export const UNAVAILABLE =
  'The service cannot answer at the moment. Try again after the time that Retry-After says.';
const UNEXPECTED = 'The service met an error that it did not expect.';

/** Answers with a problem document that carries the request's id. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  detail: string,
  faults?: Fault[],
): FastifyReply {
  return reply
    .code(status)
    .type(PROBLEM_JSON)
    .send(problem(status, detail, request.id, faults));
}

/** Every error leaves as `application/problem+json`; what went wrong inside goes to the log only. */
export const errors = fp(
  async (app) => {
    app.setErrorHandler<FastifyError>((error, request, reply) => {
      const status = statusOf(error);
      if (status === 503) {
        if (!reply.hasHeader('retry-after')) reply.header('retry-after', RETRY_AFTER);
        request.log.error({ err: error }, 'cannot answer');
        return sendProblem(request, reply, status, UNAVAILABLE);
      }
      if (status >= 500) {
        request.log.error({ err: error }, 'error in the service');
        return sendProblem(request, reply, status, UNEXPECTED);
      }
      return sendProblem(request, reply, status, error.message, faultsOf(error));
    });
    app.setNotFoundHandler(notFound);
  },
  { name: 'errors' },
);

export function notFound(request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(request, reply, 404, 'There is nothing at this path.');
}

// Code may throw anything, so a status is only believed where it is one of an error.
function statusOf(error: FastifyError | null | undefined): number {
  const status = error?.statusCode;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}

function faultsOf(error: FastifyError): Fault[] | undefined {
  return error.validation?.map(({ instancePath, message }) => ({
    in: error.validationContext ?? 'request',
    path: instancePath,
    detail: message ?? 'is not valid',
  }));
}
