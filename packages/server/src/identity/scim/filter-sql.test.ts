import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { awkwardTexts, filters } from '../../testing/filters.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';
import { insertPrincipal, newPrincipalId } from '../principals.ts';
import { refreshStanding } from '../standing.ts';
import { type Filter, matches } from './filter.ts';
import { filterCondition } from './filter-sql.ts';
import { whole } from './find.ts';
import { countPrincipals, readPrincipals } from './read.ts';
import { resourceTypes } from './resource-type.ts';
import { toUser, type UserResource } from './resources.ts';

describe.each(engines)('filters as SQL on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    /** The values that a filter compares, in lower case where case is ignored: what RFC 7644 means, the slow way. */
    const valuesOf = (user: UserResource) => {
      const values: Readonly<Record<string, readonly string[]>> = {
        username: [user.userName ?? ''].map(name => name.toLowerCase()),
        displayname: [user.displayName ?? ''].map(name => name.toLowerCase()),
        externalid: user.externalId === undefined ? [] : [user.externalId],
        'emails.value': (user.emails ?? []).map(({ value = '' }) => value.toLowerCase()),
        'roles.value': (user.roles ?? []).map(({ value = '' }) => value),
        'groups.value': (user.groups ?? []).map(({ value = '' }) => value),
      };
      return (attribute: string) => values[attribute] ?? [];
    };
    const folded = ['username', 'displayname', 'emails.value'];
    const fold = (filter: Filter): Filter => {
      if ('terms' in filter) return { ...filter, terms: filter.terms.map(fold) };
      if (filter.kind === 'present' || !folded.includes(filter.attribute)) return filter;
      return { ...filter, value: filter.value.toLowerCase() };
    };

    it('give what looking at each user would give', async () => {
      const { database, randomBytes } = test.workspace;
      const people = fc.sample(fc.tuple(awkwardTexts, awkwardTexts, awkwardTexts, awkwardTexts), {
        numRuns: 40,
        seed: 7,
      });
      await database.write(async transaction => {
        for (const [index, [name, display, external, role]] of people.entries()) {
          const id = newPrincipalId(randomBytes);
          await insertPrincipal(
            transaction,
            { id, now: 0 },
            {
              ...{ kind: 'USER', name: `${name}${index}@b`, displayName: display, roles: role === '' ? [] : [role] },
              ...{ externalId: external === '' ? undefined : external, emails: [{ value: display }] },
            },
          );
        }
        await refreshStanding(transaction);
      });
      const ofType = sql<boolean>`principals.kind = 'USER'`;
      const found = await readPrincipals(database.read, { where: ofType }, whole);
      const users = found.map(({ row, related }) => toUser(row, related));
      const attributes = ['username', 'displayname', 'externalid', 'emails.value', 'roles.value', 'groups.value'];
      await fc.assert(
        fc.asyncProperty(filters(attributes), async filter => {
          const expected = users.filter(user => matches(fold(filter), valuesOf(user))).map(user => user.id);
          const condition = sql<boolean>`${ofType} and ${filterCondition(filter, resourceTypes.USER, engine)}`;
          const rows = await readPrincipals(
            database.read,
            { where: condition },
            { included: new Set(), excluded: new Set() },
          );
          expect(rows.map(({ row }) => String(row.id)).sort()).toEqual(expected.sort());
          expect(await countPrincipals(database.read, condition)).toBe(expected.length);
        }),
        { numRuns: 150 },
      );
    });
  });
});
