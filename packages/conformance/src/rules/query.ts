import { ensureRefused, ensureSame, ensureType, versionOf } from '../answers.ts';
import { countRows, dataFilesOf } from '../data-files.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { anyFormat, query } from '../table-calls.ts';
import { fileLines, idsOf, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "Read Data from a Table"';

export const queryRules: readonly Rule[] = [
  {
    id: 'query/lines',
    title: 'A query of nothing special gives protocol, metaData and file lines, and no others',
    requirement: `${requirement}; Python client: fails at any other line`,
    protects: 'The Python client fails at lines that it did not ask for.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { path } = tableWith({ parquet: true, minFiles: 1 });
      const reply = await send({ method: 'POST', path: `${path}/query`, body: {} });
      const lines = readLines(reply);
      versionOf(reply);
      ensureType(reply, 'application/x-ndjson', 'The answer');
      ensure(
        lines[0]?.kind === 'protocol' && lines[1]?.kind === 'metaData',
        'protocol and metaData do not come first.',
      );
      const other = lines.slice(2).find(({ kind }) => kind !== 'file');
      ensure(other === undefined, `There is a line of the kind ${other?.kind}.`);
    },
  },
  {
    id: 'query/file-fields',
    title: 'Each file has a URL, a unique id, its partition values and its size',
    requirement: 'Delta Sharing Protocol, "File"',
    protects: 'Clients read files by these; Spark keys its caches by the id.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { path, partitionColumns } = tableWith({ parquet: true, minFiles: 1 });
      const lines = readLines(await send({ method: 'POST', path: `${path}/query`, body: {} }));
      for (const { fields } of fileLines(lines)) {
        const { url, id, partitionValues, size } = fields;
        ensure(typeof url === 'string' && URL.canParse(url), 'A file has no URL.');
        ensure(typeof id === 'string' && id !== '', 'A file has no id.');
        ensure(Number.isSafeInteger(size) && Number(size) >= 0, `The size of ${id} is ${size}.`);
        ensure(typeof partitionValues === 'object' && partitionValues !== null, `${id} has no partitionValues.`);
        const missing = partitionColumns.find(column => !(column in partitionValues));
        ensure(missing === undefined, `${id} has no value of the partition column ${missing}.`);
      }
      ensure(new Set(idsOf(lines)).size === idsOf(lines).length, 'An id comes twice.');
    },
  },
  {
    id: 'query/same-again',
    title: 'The same query has the same files under the same ids',
    requirement: 'Delta Sharing Protocol, "File": id; Spark client: caches by id',
    protects: 'Caches of clients, which would hold every file twice.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { path } = tableWith({ parquet: true, minFiles: 1 });
      const ask = async () => {
        const reply = await send({ method: 'POST', path: `${path}/query`, body: {} });
        return { version: versionOf(reply), ids: idsOf(readLines(reply)).toSorted().join() };
      };
      const [one, other] = [await ask(), await ask()];
      ensure(one.version !== other.version || one.ids === other.ids, 'The ids are others at the second time.');
    },
  },
  {
    id: 'query/wrong-body',
    title: 'A body that is not JSON, or has a field of the wrong type, is refused with 400',
    requirement: `${requirement}: 400`,
    protects: 'A mistake is told instead of read as no condition at all.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const path = `${tableWith().path}/query`;
      const bodies = ['{', '[]', '"text"', { limitHint: 'many' }, { version: 'newest' }];
      for (const body of bodies) ensureRefused(await send({ method: 'POST', path, body }), 400);
    },
  },
  {
    id: 'query/unknown-fields',
    title: 'Fields of the body that the server does not know do no harm',
    requirement: 'Delta Sharing Protocol: unknown fields are ignored',
    protects: 'New clients at old servers.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const path = `${tableWith({ parquet: true }).path}/query`;
      readLines(await send({ method: 'POST', path, body: { conformanceUnknown: true } }));
    },
  },
  {
    id: 'query/limit-hint',
    title: 'With a limitHint no other files come than without, and at least one of a table that has any',
    requirement: `${requirement}: limitHint`,
    protects: 'Previews of large tables.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const path = `${tableWith({ parquet: true, minFiles: 1 }).path}/query`;
      const all = new Set(idsOf(readLines(await send({ method: 'POST', path, body: {} }))));
      const some = idsOf(readLines(await send({ method: 'POST', path, body: { limitHint: 1 } })));
      ensure(some.length > 0, 'No file came.');
      ensure(
        some.every(id => all.has(id)),
        'A file came that the whole table does not have.',
      );
    },
  },
  {
    id: 'query/enough-for-limit',
    title: 'With a limitHint the files that come have that many rows, or are all files',
    requirement: 'Delta Sharing Protocol, "Read Data from a Table": limitHint',
    protects: 'A client that wants ten rows would show fewer although the table has more.',
    level: 'core',
    check: async trial => {
      trial.tableWith({ minFiles: 2 });
      let counted = false;
      for (const { path, name } of trial.tables.filter(table => table.files > 1)) {
        const rows = countRows(dataFilesOf((await query(trial, path, {}, anyFormat)).lines));
        if (rows === undefined) continue;
        counted = true;
        for (const limitHint of [1, Math.ceil(rows / 2), rows, rows + 1]) {
          const some = countRows(dataFilesOf((await query(trial, path, { limitHint }, anyFormat)).lines));
          const isEnough = some === undefined || some >= Math.min(limitHint, rows);
          ensure(isEnough, `With limitHint ${limitHint} files of ${some} rows came of ${name}, which has ${rows}.`);
        }
      }
      if (!counted) throw new NotOffered('The files have no statistics to count rows by.');
    },
  },
  {
    id: 'query/gzip',
    title: 'A client that takes gzip gets the same lines',
    requirement: 'Python client: sends Accept-Encoding: gzip, deflate',
    protects: 'Answers of many files are five times smaller.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const path = `${tableWith({ parquet: true }).path}/query`;
      const ask = async (coding: string) =>
        idsOf(readLines(await send({ method: 'POST', path, body: {}, headers: { 'accept-encoding': coding } })));
      ensureSame(await ask('gzip'), await ask('identity'), 'The files of the answer in gzip');
    },
  },
];
