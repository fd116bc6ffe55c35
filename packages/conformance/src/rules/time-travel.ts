import { ensureRefused, versionOf } from '../answers.ts';
import { ensure } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { fileLines, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "Read Data from a Table": version, timestamp';

const refuseEach = async ({ send }: Trial, path: string, bodies: readonly object[], ...statuses: readonly number[]) => {
  for (const body of bodies) ensureRefused(await send({ method: 'POST', path: `${path}/query`, body }), ...statuses);
};

export const timeTravelRules: readonly Rule[] = [
  {
    id: 'time-travel/version',
    title: 'A query of a version has that version in its header, and in its files if at all',
    requirement: `${requirement}; Spark client: demands the version that it asked for`,
    protects: 'Spark refuses answers of another version.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { path, oldest } = tableWith({ history: true, parquet: true, past: true });
      const reply = await send({ method: 'POST', path: `${path}/query`, body: { version: oldest } });
      const lines = readLines(reply);
      ensure(versionOf(reply) === oldest, `The header says ${versionOf(reply)} instead of ${oldest}.`);
      const wrong = fileLines(lines).find(({ fields }) => (fields['version'] ?? oldest) !== oldest);
      ensure(wrong === undefined, `A file says version ${wrong?.fields['version']}.`);
    },
  },
  {
    id: 'time-travel/impossible',
    title: 'A version that is negative or not there yet, and a timestamp that is none, are refused',
    requirement: `${requirement}, 400`,
    protects: 'A mistake is told instead of answered with the newest data.',
    level: 'core',
    check: async trial => {
      const { path, version } = trial.tableWith({ history: true });
      await refuseEach(trial, path, [{ version: -1 }, { timestamp: 'yesterday' }], 400);
      await refuseEach(trial, path, [{ version: version + 1 }], 400, 404);
    },
  },
  {
    id: 'time-travel/one-at-a-time',
    title: 'version, timestamp and startingVersion exclude each other',
    requirement: `${requirement}: mutually exclusive`,
    protects: 'What was meant is asked back instead of guessed.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ history: true });
      const timestamp = '2022-01-01T00:00:00Z';
      const bodies = [
        { version: 0, timestamp },
        { version: 0, startingVersion: 0 },
        { timestamp, startingVersion: 0 },
        { startingVersion: 1, endingVersion: 0 },
      ];
      await refuseEach(trial, path, bodies, 400);
    },
  },
  {
    id: 'time-travel/no-history',
    title: 'Past versions of a table that is shared without its history are refused with 400',
    requirement: `${requirement}: only of tables shared with history`,
    protects: 'The provider, whose past data is not shared.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ history: false });
      await refuseEach(
        trial,
        path,
        [{ version: 0 }, { startingVersion: 0 }, { timestamp: '2030-01-01T00:00:00Z' }],
        400,
      );
    },
  },
];
