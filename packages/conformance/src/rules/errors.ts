import { ensureRefused, ensureType } from '../answers.ts';
import { ensure } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { tablePath } from '../survey.ts';
import { sendQuery } from '../table-calls.ts';

const requirement = 'Delta Sharing Protocol, status codes of each API: errorCode and message';

export const errorRules: readonly Rule[] = [
  {
    id: 'errors/json',
    title: 'Errors are JSON and say so: those of tokens, of names and of parameters',
    requirement,
    protects: 'The Python client shows the body of an error to its user.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path } = tableWith();
      const replies = [
        [401, await send({ path: '/shares', token: null })],
        [404, await send({ path: '/shares/conformance_none' })],
        [400, await sendQuery({ send }, path, '{')],
      ] as const;
      for (const [status, reply] of replies) {
        ensureRefused(reply, status);
        ensureType(reply, 'application/json', `The error ${status}`);
      }
    },
  },
  {
    id: 'errors/unknown-table',
    title: 'Every call for a table that is not there is answered with 404: reading, changes and the older HEAD too',
    requirement: 'Delta Sharing Protocol, 404 of each API',
    protects: 'A misspelt name is told as such, and no other table is read.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { share, schema } = tableWith();
      const path = tablePath(share, schema, 'conformance_none');
      ensureRefused(await sendQuery({ send }, path, {}), 404);
      ensureRefused(await send({ path: `${path}/changes?startingVersion=0` }), 404);
      const { status } = await send({ method: 'HEAD', path });
      ensure(status === 404, `HEAD has status ${status} instead of 404.`);
    },
  },
  {
    id: 'errors/wrong-method',
    title: 'A call by a method that the protocol does not have is refused, and does nothing',
    requirement: 'Delta Sharing Protocol, "REST APIs": the method of each API; RFC 9110, 405 and 404',
    protects: 'Proxies and browsers that ask by another method are not taken for clients that read.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path } = tableWith();
      for (const request of [
        { method: 'POST', path: '/shares', body: {} },
        { method: 'POST', path: `${path}/metadata`, body: {} },
        { method: 'GET', path: `${path}/query` },
      ] as const) {
        const { status } = await send(request);
        ensure(status >= 400 && status < 500, `${request.method} ${request.path} has status ${status}.`);
      }
    },
  },
];
