import { ensureRefused, ensureSame } from '../answers.ts';
import { ensure, NotOffered } from '../finding.ts';
import { pageSize, readPages, tokenOf } from '../pages.ts';
import type { Rule, Trial } from '../rule.ts';
import { capabilities, query, type TableAnswer } from '../table-calls.ts';
import { idsOf } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "EndStreamAction"; reference client: maxFiles, pageToken, refreshToken';

const headers = capabilities('responseformat=parquet;includeendstreamaction=true');

const ask = (trial: Trial, path: string, body: object): Promise<TableAnswer> => query(trial, path, body, headers);

/** The first page of a table of at least two files. Throws `NotOffered` when the server gives all at once. */
const firstPage = async (trial: Trial) => {
  const { path, files } = trial.tableWith({ parquet: true, minFiles: 2 });
  const maxFiles = pageSize(files);
  const { lines } = await ask(trial, path, { maxFiles });
  const token = tokenOf(lines, 'nextPageToken');
  if (token === undefined) throw new NotOffered('The server does not page queries.');
  return { path, token, maxFiles };
};

export const pagingRules: readonly Rule[] = [
  {
    id: 'paging/whole',
    title: 'The pages of a query make up the whole, all of one version and with the same first two lines',
    requirement: `${requirement}; Spark client: compares the first lines of each page`,
    protects: 'Spark refuses pages whose first lines differ, and would lose or double files.',
    level: 'full',
    check: async trial => {
      const { path, maxFiles } = await firstPage(trial);
      const pages = await readPages(pageToken => ask(trial, path, { maxFiles, ...(pageToken && { pageToken }) }));
      const whole = await ask(trial, path, {});
      const ids = pages.flatMap(({ lines }) => idsOf(lines));
      if (whole.version === pages[0]?.version) ensureSame(ids, idsOf(whole.lines), 'The pages');
    },
  },
  {
    id: 'paging/bound-tokens',
    title: 'A page token is good for its own query alone: with other parameters, or made up, it is refused with 400',
    requirement: `${requirement}; reference server: 400`,
    protects: 'Pages of two queries do not make up the answer of either.',
    level: 'full',
    check: async trial => {
      const { path, token, maxFiles } = await firstPage(trial);
      for (const body of [
        { maxFiles, pageToken: 'not-a-token' },
        { maxFiles, pageToken: token, limitHint: 1 },
        { maxFiles, pageToken: token, predicateHints: ['1 = 1'] },
      ]) {
        ensureRefused(await trial.send({ method: 'POST', path: `${path}/query`, body, headers }), 400);
      }
    },
  },
  {
    id: 'paging/url-safe-tokens',
    title: 'Page tokens need no escaping in a URL',
    requirement: 'Spark client: puts the token into the query of /changes as it is',
    protects: 'Change feeds of many pages.',
    level: 'full',
    check: async trial => {
      const { token } = await firstPage(trial);
      // What a query can hold and every server reads as it is: no space, nothing encoded, nothing that parts parameters.
      ensure(/^[\w.~=:@/?!$*,;()-]+$/.test(token), 'The token holds characters that a URL cannot hold as they are.');
    },
  },
  {
    id: 'paging/refresh-token',
    title: 'A refresh token gives the same files of the same version anew; one that was not given is refused',
    requirement: `${requirement}; Spark client: renews URLs by it`,
    protects: 'Long reads, whose URLs end before they do.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      const first = await ask(trial, path, { includeRefreshToken: true });
      const refreshToken = tokenOf(first.lines, 'refreshToken');
      if (refreshToken === undefined) throw new NotOffered('The server gives no refresh tokens.');
      const again = await ask(trial, path, { refreshToken });
      ensure(again.version === first.version, 'The refreshed answer is of another version.');
      ensureSame(idsOf(again.lines), idsOf(first.lines), 'The refreshed files');
      for (const body of [{ refreshToken: 'not-a-token' }, { refreshToken, version: 0 }]) {
        ensureRefused(await trial.send({ method: 'POST', path: `${path}/query`, body, headers }), 400);
      }
    },
  },
];
