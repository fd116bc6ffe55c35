import { Int64, Type } from './schema.ts';

/** The `page_token` of a list request. */
export const pageToken = Type.Optional(
  Type.String({ description: 'The `next_page_token` of the page before; absent for the first page.' }),
);

/** The `next_page_token` of a list response. */
export const nextPageToken = Type.Optional(
  Type.String({ description: 'Send it as `page_token` to get the next page; absent or empty on the last page.' }),
);

/** The `page_size` of a list request. */
export const pageSize = Type.Optional(
  Int64({ description: 'Most items in one page; 0 or absent leaves the size to the server.', minimum: 0 }),
);

/** Who made and last changed an object of the metastore, and when. */
export const changeStamps = {
  created_at: Type.Optional(Int64({ description: 'When the object was created, in milliseconds since 1970.' })),
  created_by: Type.Optional(Type.String({ description: 'User name or application id of whoever created the object.' })),
  updated_at: Type.Optional(Int64({ description: 'When the object was last changed, in milliseconds since 1970.' })),
  updated_by: Type.Optional(
    Type.String({ description: 'User name or application id of whoever changed the object last.' }),
  ),
};
