import { ensureRefused, versionOf } from '../answers.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { fileLines, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "Read Change Data Feed from a Table"';

export const changesRules: readonly Rule[] = [
  {
    id: 'changes/lines',
    title: 'The change data feed gives add, cdf and remove lines with URLs, versions and times',
    requirement,
    protects: 'Clients add _commit_version and _commit_timestamp from these.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path, version } = tableWith({ changeFeed: true, parquet: true });
      const reply = await send({ path: `${path}/changes?startingVersion=${version}&endingVersion=${version}` });
      const lines = readLines(reply);
      ensure(versionOf(reply) === version, `The header says version ${versionOf(reply)} instead of ${version}.`);
      for (const { kind, fields } of fileLines(lines)) {
        ensure(['add', 'cdf', 'remove'].includes(kind), `There is a line of the kind ${kind}.`);
        ensure(fields['version'] === version, `A line of version ${fields['version']} came.`);
        ensure(Number.isSafeInteger(fields['timestamp']), `A line ${kind} has no timestamp.`);
        ensure(typeof fields['url'] === 'string', `A line ${kind} has no URL.`);
      }
    },
  },
  {
    id: 'changes/range',
    title: 'The feed needs one beginning, and refuses ends before it and versions that are not there',
    requirement: `${requirement}: 400`,
    protects: 'A mistake is told instead of read as no changes.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path, version } = tableWith({ changeFeed: true });
      for (const query of [
        '',
        '?endingVersion=0',
        '?startingVersion=-1',
        '?startingVersion=first',
        `?startingVersion=${version}&endingVersion=${version - 1}`,
        `?startingVersion=${version}&startingTimestamp=2022-01-01T00:00:00Z`,
        '?startingTimestamp=yesterday',
      ]) {
        ensureRefused(await send({ path: `${path}/changes${query}` }), 400);
      }
      ensureRefused(await send({ path: `${path}/changes?startingVersion=${version + 1_000_000}` }), 400, 404);
    },
  },
  {
    id: 'changes/not-shared',
    title: 'The feed of a table that has none, or is shared without it, is refused with 400',
    requirement,
    protects: 'An empty feed would look like a table that nobody changes.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { path, version } = tableWith({ changeFeed: false });
      const reply = await send({ path: `${path}/changes?startingVersion=${version}` });
      if ([404, 405, 501].includes(reply.status)) throw new NotOffered('The server has no change data feed.');
      ensureRefused(reply, 400);
    },
  },
];
