import { services } from '@boathouse/contract';
import { expect, test } from 'vitest';
import { chosen, columnsOf, itemOf } from './columns.ts';

const lists = Object.values(services).flatMap(({ name, operations }) =>
  Object.entries(operations).flatMap(([operation, declaration]) =>
    declaration.paging === undefined ? [] : [{ name: `${name}.${operation}`, declaration }],
  ),
);

test('every list shows fields that its items have', () => {
  for (const { name, declaration } of lists) {
    const fields = columnsOf(name, declaration).map(({ field }) => field);
    expect(Object.keys(itemOf(declaration).properties ?? {}), name).toEqual(expect.arrayContaining(fields));
    if (itemOf(declaration).properties !== undefined) expect(fields, name).not.toEqual([]);
  }
});

test('columns are chosen for lists that there are', () => {
  expect(lists.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(chosen)));
});
