import { ensureRefused, versionOf } from '../answers.ts';
import { ensure } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { fileLines, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "Read Data from a Table": startingVersion; "Data Change Files"';

export const streamRules: readonly Rule[] = [
  {
    id: 'stream/changes-since',
    title: 'A query since a version gives adds and removes with their versions and times, and nothing from before',
    requirement,
    protects: 'Structured streaming, which goes from version to version.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path, oldest } = tableWith({ history: true, parquet: true, past: true });
      const reply = await send({ method: 'POST', path: `${path}/query`, body: { startingVersion: oldest } });
      ensure(versionOf(reply) === oldest, `The header says version ${versionOf(reply)} instead of ${oldest}.`);
      for (const { kind, fields } of fileLines(readLines(reply))) {
        ensure(['add', 'remove', 'metaData', 'protocol'].includes(kind), `There is a line of the kind ${kind}.`);
        if (kind === 'protocol') continue;
        const at = Number(fields['version']);
        ensure(Number.isSafeInteger(at) && at >= oldest, `Since version ${oldest} there is a line of ${at}.`);
        ensure(kind === 'metaData' || Number.isSafeInteger(fields['timestamp']), `A line ${kind} has no timestamp.`);
      }
    },
  },
  {
    id: 'stream/one-version',
    title: 'A range of the newest version alone has no line of one before',
    requirement: `${requirement}: endingVersion`,
    protects: 'Streams that go by small steps.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path, version } = tableWith({ history: true, parquet: true });
      const body = { startingVersion: version, endingVersion: version };
      for (const { fields } of fileLines(readLines(await send({ method: 'POST', path: `${path}/query`, body })))) {
        ensure(Number(fields['version']) >= version, `A line of version ${fields['version']} came.`);
      }
    },
  },
  {
    id: 'stream/impossible',
    title: 'A startingVersion that is negative or not there is refused',
    requirement: `${requirement}, 400`,
    protects: 'A mistake is told instead of streamed as nothing.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path, version } = tableWith({ history: true });
      const query = { method: 'POST', path: `${path}/query` } as const;
      ensureRefused(await send({ ...query, body: { startingVersion: -1 } }), 400);
      ensureRefused(await send({ ...query, body: { startingVersion: version + 1_000_000 } }), 400, 404);
    },
  },
];
