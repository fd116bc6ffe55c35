import { ensureRefused, versionOf } from '../answers.ts';
import { dataFilesOf } from '../data-files.ts';
import { ensure } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { anyFormat, query, sendQuery } from '../table-calls.ts';

const requirement =
  'Delta Sharing Protocol, "Read Data from a Table": only of tables shared with history, from where it is shared';

/** The first version that is shared of the table below. */
const startVersion = 2;

const sharedFromTwo = (trial: Trial) => trial.lab().table('in-commit-timestamps', { startVersion, changeFeed: true });

export const sharedHistoryRules: readonly Rule[] = [
  {
    id: 'history/from-its-start',
    title: 'Versions before the one that the history is shared from are refused in every call, and later ones given',
    requirement,
    protects: 'The provider, who shares the past from one version on and nothing before it.',
    level: 'core',
    check: async trial => {
      const { path, expected } = await sharedFromTwo(trial);
      const get = (rest: string) => trial.send({ path: `${path}/${rest}`, headers: anyFormat });
      for (const version of [0, startVersion - 1]) {
        ensureRefused(await sendQuery(trial, path, { version }, anyFormat), 400, 404);
        ensureRefused(await sendQuery(trial, path, { startingVersion: version }, anyFormat), 400, 404);
        ensureRefused(await get(`metadata?version=${version}`), 400, 404);
        ensureRefused(await get(`changes?startingVersion=${version}`), 400, 404);
      }
      const found = dataFilesOf((await query(trial, path, { version: startVersion }, anyFormat)).lines).length;
      const files = expected.versions[startVersion]?.files;
      ensure(found === files, `Version ${startVersion} has ${found} files instead of ${files}.`);
      ensure((await get(`changes?startingVersion=${startVersion}`)).status === 200, 'Its changes are refused.');
    },
  },
  {
    id: 'history/times-before-its-start',
    title: 'A time before the version that the history is shared from opens nothing before it',
    requirement: `${requirement}: timestamp, startingTimestamp`,
    protects: 'A time is no way round the version that the history begins with.',
    level: 'core',
    check: async trial => {
      const { path, expected } = await sharedFromTwo(trial);
      const time = expected.versions[startVersion - 1]?.inCommitTimestamp;
      ensure(time !== undefined, 'The fixture has no times.');
      const early = new Date(time).toISOString();
      ensureRefused(await sendQuery(trial, path, { timestamp: early }, anyFormat), 400, 404);
      for (const call of ['version', 'changes']) {
        const reply = await trial.send({
          path: `${path}/${call}?startingTimestamp=${encodeURIComponent(early)}`,
          headers: anyFormat,
        });
        if (reply.status !== 200) ensureRefused(reply, 400, 404);
        else ensure(versionOf(reply) >= startVersion, `${call} since ${early} tells version ${versionOf(reply)}.`);
      }
    },
  },
  {
    id: 'history/not-shared',
    title: 'Of a table that is shared without its history only the newest version is told, and no change',
    requirement,
    protects: 'What was deleted from the table before it was shared.',
    level: 'core',
    check: async trial => {
      const { path, expected } = await trial.lab().table('change-data-feed', { history: false });
      const newest = expected.versions.at(-1);
      const answer = await query(trial, path, {}, anyFormat);
      ensure(answer.version === newest?.version, `The version is ${answer.version} instead of ${newest?.version}.`);
      ensureRefused(await sendQuery(trial, path, { version: 1 }, anyFormat), 400);
      ensureRefused(await sendQuery(trial, path, { startingVersion: 1 }, anyFormat), 400);
      ensureRefused(await trial.send({ path: `${path}/changes?startingVersion=1`, headers: anyFormat }), 400);
    },
  },
  {
    id: 'history/feed-not-shared',
    title: 'The change data feed of a table that records one is refused when it is shared without it',
    requirement: 'Delta Sharing Protocol, "Read Change Data Feed from a Table"; provider: shared without its feed',
    protects: 'Values as they were before an update, which the table does not show any more.',
    level: 'core',
    check: async trial => {
      const { path } = await trial.lab().table('in-commit-timestamps', { changeFeed: false });
      ensureRefused(await trial.send({ path: `${path}/changes?startingVersion=0`, headers: anyFormat }), 400, 403, 404);
    },
  },
];
