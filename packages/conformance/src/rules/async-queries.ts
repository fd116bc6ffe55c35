import { setTimeout as wait } from 'node:timers/promises';
import { capabilitiesOf, ensureRefused, ensureSame, versionOf } from '../answers.ts';
import type { Reply } from '../exchange.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { segment } from '../survey.ts';
import { capabilities, query, sendQuery } from '../table-calls.ts';
import { idsOf, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, asynchronous queries: asyncquery, queryStatus, idempotencyKey';

const headers = capabilities('responseformat=parquet;asyncquery=true');

/** How often a pending query is asked for again, and how long a rule waits between. */
const polls = 60;
const pause = 500;

/** The id of a query that is still pending; undefined when the answer is the result. */
const pendingId = (reply: Reply): string | undefined => {
  const [first, ...others] = readLines(reply);
  if (first?.kind !== 'queryStatus') return undefined;
  ensure(others.length === 0, `After queryStatus there are ${others.length} lines.`);
  const { queryId, status } = first.fields;
  ensure(status === 'pending', `queryStatus has the status ${status} instead of pending; a failure is an error.`);
  ensure(typeof queryId === 'string' && queryId !== '', 'A pending query has no queryId.');
  versionOf(reply);
  return queryId;
};

/** Asks until the answer is there. */
const finished = async (trial: Trial, path: string, first: Reply): Promise<Reply> => {
  let reply = first;
  for (let asked = 0; asked < polls; asked += 1) {
    const id = pendingId(reply);
    if (id === undefined) return reply;
    await wait(pause);
    reply = await trial.send({ method: 'POST', path: `${path}/queries/${segment(id)}`, body: {}, headers });
  }
  ensure(false, `The query is still pending after ${(polls * pause) / 1000} seconds.`);
};

export const asyncRules: readonly Rule[] = [
  {
    id: 'async/answered',
    title: 'Who can wait for a query is given its result at once, or a status and in the end the result',
    requirement: `${requirement}; Spark client: demands Delta-Table-Version of a pending answer too`,
    protects: 'Queries that take longer than a connection lasts.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      const first = await sendQuery(trial, path, { idempotencyKey: `conformance-${Date.now()}` }, headers);
      const agreed = capabilitiesOf(first).get('asyncquery') === 'true';
      ensure(agreed || pendingId(first) === undefined, 'A pending query is answered without asyncquery=true.');
      const done = await finished(trial, path, first);
      const plain = await query(trial, path, {});
      if (versionOf(done) === plain.version) ensureSame(idsOf(readLines(done)), idsOf(plain.lines), 'The result');
    },
  },
  {
    id: 'async/both-keys',
    title: 'idempotencyKey and idempotency_key are both taken, and the same key and query have the same result',
    requirement: `${requirement}; Spark client: sends idempotency_key`,
    protects: 'Spark sends the key in another spelling than the document has.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      for (const field of ['idempotencyKey', 'idempotency_key']) {
        const body = { [field]: `conformance-${field}-${Date.now()}` };
        const [one, other] = [await sendQuery(trial, path, body, headers), await sendQuery(trial, path, body, headers)];
        const [oneId, otherId] = [pendingId(one), pendingId(other)];
        const isSame = oneId === undefined || otherId === undefined || oneId === otherId;
        ensure(isSame, `With the same ${field} there are two queries.`);
      }
    },
  },
  {
    id: 'async/not-asked',
    title: 'Who does not say that they can wait is never given a status',
    requirement: `${requirement}; Python client: fails at queryStatus`,
    protects: 'The Python client takes the status for the first line of the result.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true });
      const { lines } = await query(trial, path, { idempotencyKey: 'conformance' });
      ensure(lines[0]?.kind === 'protocol', `The first line is ${lines[0]?.kind}.`);
    },
  },
  {
    id: 'async/unknown-query',
    title: 'A query id that the server did not give is answered with 404',
    requirement: `${requirement}: 404 for an id that is unknown or over`,
    protects: 'A client that comes too late starts again instead of waiting for ever.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith();
      const id = '00000000-0000-4000-8000-000000000000';
      const reply = await trial.send({ method: 'POST', path: `${path}/queries/${id}`, body: {}, headers });
      const isError = /"errorCode"/.test(reply.text);
      // Where the whole call is not there, its 404 is that of any path, which need not be JSON.
      if ([405, 501].includes(reply.status) || (reply.status === 404 && !isError)) {
        throw new NotOffered('The server has no asynchronous queries.');
      }
      ensureRefused(reply, 404);
    },
  },
];
