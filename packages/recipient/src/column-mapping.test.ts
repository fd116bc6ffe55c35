import type { SchemaTree } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { columnDecoder } from './column-decoder.ts';
import { mapColumns, nodeOf, nodesByName } from './column-mapping.ts';
import { parseSchema } from './schema.ts';

const column = (name: string, type: unknown, id: number) => ({
  name,
  type,
  metadata: { 'delta.columnMapping.id': id, 'delta.columnMapping.physicalName': `col-${id}` },
});
const struct = (...fields: object[]) => ({ type: 'struct', fields });
const schema = parseSchema(
  JSON.stringify(
    struct(
      column('renamed', 'long', 1),
      column('list', { type: 'array', elementType: struct(column('x', 'long', 3)) }, 2),
    ),
  ),
  'GET table',
);

const node = (name: string, id: number | undefined, ...children: SchemaTree[]): SchemaTree => ({
  children,
  count: children.length + 1,
  path: [name],
  element: { name, ...(children.length === 0 && { type: 'INT64' }), ...(id !== undefined && { field_id: id }) },
});
const nodes = nodesByName([node('renamed', 9), node('col-1', 2), node('other', 1)]);
const foundFor = (mode: string): string | undefined => {
  const [field] = mapColumns(schema, mode, 'GET table').fields;
  return field && nodeOf(field, nodes)?.element.name;
};

describe('a column is found in a data file', () => {
  test('by its own name without column mapping, by its physical name or by its id with it', () => {
    expect(foundFor('none')).toBe('renamed');
    expect(foundFor('name')).toBe('col-1');
    expect(foundFor('id')).toBe('other');
  });

  test('only if the file has it', () => {
    const [field] = mapColumns(schema, 'id', 'GET table').fields;
    expect(field && nodeOf(field, nodesByName([node('col-1', undefined)]))).toBeUndefined();
  });

  test.each(['name', 'id'])('also inside of lists, by %s', mode => {
    const [, list] = mapColumns(schema, mode, 'GET table').fields;
    const stored = mode === 'name' ? node('col-3', undefined) : node('any', 3);
    const tree = node('col-2', 2, node('list', undefined, node('element', undefined, stored)));
    const decode = list && columnDecoder(list.type, tree);
    expect(decode?.([[{ [stored.element.name]: 5n }, null], null])).toEqual([[{ x: 5n }, null], null]);
  });
});
