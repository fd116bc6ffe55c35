import { ensureRefused } from '../answers.ts';
import type { Rule, Trial } from '../rule.ts';

const requirement = 'Delta Sharing Protocol, "REST APIs": bearer tokens (RFC 6750); 401 of each API';

/** The same of every kind of call: lists, facts of a table, and reading it. */
const callEach = async ({ send, tableWith }: Trial, token: string | null): Promise<void> => {
  const { path } = tableWith();
  ensureRefused(await send({ path: '/shares', token }), 401);
  ensureRefused(await send({ path: `${path}/version`, token }), 401);
  ensureRefused(await send({ path: `${path}/metadata`, token }), 401);
  ensureRefused(await send({ method: 'POST', path: `${path}/query`, body: {}, token }), 401);
  ensureRefused(await send({ path: `${path}/changes?startingVersion=0`, token }), 401);
};

export const authorizationRules: readonly Rule[] = [
  {
    id: 'authorization/no-token',
    title: 'A request without a token is refused with 401 and an error that says so',
    requirement,
    protects: 'A client that forgot its token learns that, instead of that a table does not exist.',
    level: 'core',
    check: trial => callEach(trial, null),
  },
  {
    id: 'authorization/wrong-token',
    title: 'A request with a token that is not known is refused with 401',
    requirement,
    protects: 'Data is not open to whoever sends any token.',
    level: 'core',
    check: trial => callEach(trial, 'conformance-not-a-token'),
  },
  {
    id: 'authorization/other-scheme',
    title: 'Another scheme than Bearer, and Bearer without a token, are refused with 401',
    requirement,
    protects: 'What is no token is not taken for one, nor for nobody who may do everything.',
    level: 'full',
    check: async ({ send }) => {
      for (const authorization of ['Basic Y29uZm9ybWFuY2U6bm9uZQ==', 'Bearer', 'Bearer  ', 'conformance']) {
        ensureRefused(await send({ path: '/shares', token: null, headers: { authorization } }), 401);
      }
    },
  },
];
