import { ensureRefused, versionOf } from '../answers.ts';
import { ensure } from '../finding.ts';
import type { Rule } from '../rule.ts';

const requirement = 'Delta Sharing Protocol, "Query Table Version"';

export const versionRules: readonly Rule[] = [
  {
    id: 'version/get-and-head',
    title: 'The version stands in the header of GET version and of the older HEAD, and there is no body',
    requirement,
    protects: 'Old clients know HEAD alone; new ones GET alone.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { path } = tableWith();
      const get = await send({ path: `${path}/version` });
      ensure(
        get.status === 200 && get.text === '',
        `GET has status ${get.status} and ${get.text.length} bytes of body.`,
      );
      const head = await send({ method: 'HEAD', path });
      ensure(head.status === 200, `HEAD has status ${head.status} instead of 200.`);
      ensure(versionOf(head) >= versionOf(get), 'HEAD tells an older version than GET.');
    },
  },
  {
    id: 'version/starting-timestamp',
    title: 'The first version at or after a time is told; a time after the newest commit, which has none, is refused',
    requirement: `${requirement}: startingTimestamp`,
    protects: 'Incremental readers that begin at a time.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path } = tableWith({ history: true, past: true });
      const first = versionOf(await send({ path: `${path}/version?startingTimestamp=2000-01-01T00:00:00Z` }));
      ensure(first <= versionOf(await send({ path: `${path}/version` })), 'The first version is after the newest.');
      ensureRefused(await send({ path: `${path}/version?startingTimestamp=2999-01-01T00:00:00Z` }), 400, 404);
    },
  },
  {
    id: 'version/wrong-timestamp',
    title: 'A startingTimestamp that is no ISO 8601 time is refused with 400',
    requirement: `${requirement}: startingTimestamp, 400`,
    protects: 'A mistake is told instead of answered with some version.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path } = tableWith({ history: true });
      for (const time of ['yesterday', '2022-13-45T00:00:00Z']) {
        ensureRefused(await send({ path: `${path}/version?startingTimestamp=${time}` }), 400);
      }
    },
  },
];
