import { described, Int64, Type } from '../schema.ts';
import { SortOrder } from './models.ts';

/** Which attributes of a SCIM resource come back. */
export const attributeParameters = {
  attributes: Type.Optional(
    Type.String({
      description:
        'Comma-separated attributes to return, sub-attributes with a dot; absent returns all. Unknown names are ignored; `id` and `schemas` always come.',
    }),
  ),
  excludedAttributes: Type.Optional(
    Type.String({
      description:
        'Comma-separated attributes to leave out, sub-attributes with a dot; `id` and `schemas` always come.',
    }),
  ),
};

/** What all SCIM lists take beside `filter` and `sortBy`. */
export const listParameters = {
  ...attributeParameters,
  count: Type.Optional(
    Int64({
      description:
        'Most resources to return. Absent returns all; 0 or less returns only `totalResults`; more than 10000 counts as 10000.',
    }),
  ),
  sortOrder: Type.Optional(described(SortOrder, 'Direction of `sortBy`; absent means ascending.')),
  startIndex: Type.Optional(
    Int64({
      description:
        '1-based position of the first resource to return; absent or below 1 means 1. Past the end, the page is empty.',
    }),
  ),
};
