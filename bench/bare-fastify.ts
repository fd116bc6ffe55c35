import Fastify from 'fastify';

/** The peer of `list-shares`: the same JSON, by the same HTTP library, without anything behind it. */
const app = Fastify();
const answer = process.argv[2] ?? '{}';
app.get('/delta-sharing/shares', async (_, reply) => reply.type('application/json; charset=utf-8').send(answer));
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`);
