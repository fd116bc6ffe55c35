import { ensureRefused } from '../answers.ts';
import { NotOffered, NotTried } from '../finding.ts';
import { tokenOf } from '../pages.ts';
import type { Rule, Trial } from '../rule.ts';
import { anyFormatToTheEnd as headers, query, sendQuery } from '../table-calls.ts';

const requirement = 'Delta Sharing Protocol, "EndStreamAction"; reference client: maxFiles, pageToken, refreshToken';

/** Other texts of the same length: one character after the other is made another one, all over the token. */
const altered = (token: string): readonly string[] => {
  const step = Math.max(1, Math.floor(token.length / 24));
  // The last character before the padding may hold bits that mean nothing.
  const places = [...token.replace(/=+$/, '').slice(0, -1)]
    .map((_, index) => index)
    .filter(index => index % step === 0);
  return places.map(
    index => `${token.slice(0, index)}${/a/i.test(token[index] ?? '') ? 'b' : 'a'}${token.slice(index + 1)}`,
  );
};

const tokensOf = async (trial: Trial, path: string) => {
  const paged = await query(trial, path, { maxFiles: 1 }, headers);
  const whole = await query(trial, path, { includeRefreshToken: true }, headers);
  return { pageToken: tokenOf(paged.lines, 'nextPageToken'), refreshToken: tokenOf(whole.lines, 'refreshToken') };
};

export const tokenRules: readonly Rule[] = [
  {
    id: 'paging/forged-tokens',
    title: 'A page or refresh token in which anything was changed is refused with 400',
    requirement: `${requirement}; tokens are opaque and only the server makes them`,
    protects: 'A token names a version: who can write one reads versions that are not shared.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 2 });
      const { pageToken, refreshToken } = await tokensOf(trial, path);
      if (pageToken === undefined && refreshToken === undefined) throw new NotOffered('The server gives no tokens.');
      for (const forged of pageToken === undefined ? [] : altered(pageToken)) {
        ensureRefused(await sendQuery(trial, path, { maxFiles: 1, pageToken: forged }, headers), 400);
      }
      for (const forged of refreshToken === undefined ? [] : altered(refreshToken)) {
        ensureRefused(await sendQuery(trial, path, { refreshToken: forged }, headers), 400);
      }
    },
  },
  {
    id: 'paging/other-table',
    title: 'Page and refresh tokens of one table are refused for another, with 400',
    requirement,
    protects: 'A token of a table with history would open the past of one without.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 2 });
      const other = trial.tables.find(table => table.path !== path);
      if (other === undefined) throw new NotTried('The profile shows one table alone');
      const { pageToken, refreshToken } = await tokensOf(trial, path);
      if (pageToken === undefined && refreshToken === undefined) throw new NotOffered('The server gives no tokens.');
      for (const body of [pageToken && { maxFiles: 1, pageToken }, refreshToken && { refreshToken }]) {
        if (body) ensureRefused(await sendQuery(trial, other.path, body, headers), 400);
      }
    },
  },
  {
    id: 'paging/refresh-alone',
    title: 'A refresh token goes with no version, no timestamp and no page token',
    requirement: `${requirement}; reference server: 400`,
    protects: 'What was meant is asked back instead of guessed.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ history: true, parquet: true, minFiles: 2 });
      const { pageToken, refreshToken } = await tokensOf(trial, path);
      if (refreshToken === undefined) throw new NotOffered('The server gives no refresh tokens.');
      const moments = [{ version: 0 }, { timestamp: '2022-01-01T00:00:00Z' }, { startingVersion: 0 }];
      for (const more of [...moments, ...(pageToken === undefined ? [] : [{ pageToken }])]) {
        ensureRefused(await sendQuery(trial, path, { refreshToken, ...more }, headers), 400);
      }
    },
  },
];
