import { setTimeout as wait } from 'node:timers/promises';
import { ensureRefused } from '../answers.ts';
import { ensure } from '../finding.ts';
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

/** How long a server may take until all of it knows that a token is no good any more, and how often it is asked. */
const graceSeconds = 5;
const pause = 200;

/** Sends a token until it is refused. Throws `Finding` when it still opens something after the time of grace. */
const untilRefused = async ({ send }: Trial, token: string): Promise<void> => {
  const end = performance.now() + graceSeconds * 1000;
  for (;;) {
    const reply = await send({ path: '/shares', token });
    if (reply.status !== 200) return ensureRefused(reply, 401, 403);
    const time = `${graceSeconds} seconds after it was rotated away`;
    ensure(performance.now() < end, `The old token still lists the shares ${time}.`);
    await wait(pause);
  }
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
    id: 'authorization/rotated-token',
    title: 'A token that was rotated away at once is refused with 401 or 403, and the one in its place is taken',
    requirement:
      'Databricks REST API, rotate-token: existing_token_expire_in_seconds 0; Delta Sharing Protocol, 401 and 403 of each API',
    protects: 'The provider, who rotates a token because somebody else has it.',
    level: 'core',
    check: async trial => {
      const { old, current } = await trial.lab().rotatedTokens();
      const reply = await trial.send({ path: '/shares', token: current });
      ensure(reply.status === 200, `The new token is answered with status ${reply.status} instead of 200.`);
      await untilRefused(trial, old);
    },
  },
  {
    id: 'authorization/other-scheme',
    title: 'Another scheme than Bearer, and Bearer without a token, are refused with 401, or with 400 as malformed',
    requirement: `${requirement}; RFC 6750, 3.1: invalid_request`,
    protects: 'What is no token is not taken for one, nor for nobody who may do everything.',
    level: 'full',
    check: async ({ send }) => {
      for (const authorization of ['Basic Y29uZm9ybWFuY2U6bm9uZQ==', 'Bearer', 'Bearer  ', 'conformance']) {
        ensureRefused(await send({ path: '/shares', token: null, headers: { authorization } }), 400, 401);
      }
    },
  },
];
