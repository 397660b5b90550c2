/** The least that Fastify can be asked for: one route with a schema, as in Fastify's own benchmark. No log. */
import Fastify from 'fastify';

const app = Fastify();
const answer = { type: 'object', properties: { hello: { type: 'string' } } };
app.get('/', { schema: { response: { 200: answer } } }, (_request, reply) => reply.send({ hello: 'world' }));
await app.listen({ host: process.env.HOST, port: Number(process.env.PORT) });
