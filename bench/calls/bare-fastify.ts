import Fastify from 'fastify';

/** The process that `bare-peer.ts` starts: one JSON text, by the HTTP library of Boathouse, without anything behind it. */
const app = Fastify();
const [path = '/', answer = '{}'] = process.argv.slice(2);
app.get(path, async (_, reply) => reply.type('application/json; charset=utf-8').send(answer));
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`);
