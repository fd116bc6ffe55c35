import { recipientOnly } from '../operation.ts';
import { Type } from '../schema.ts';

/** What cuts a list of the protocol into pages. */
export const paging = {
  maxResults: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: 'Items at most in this page; 0 gives none, and a token when there are any.',
    }),
  ),
  pageToken: Type.Optional(Type.String({ description: '`nextPageToken` of the page before.' })),
};

/** The name of a share in a path. */
export const share = Type.String({ description: 'Name of the share; case does not matter.' });
/** The name of a schema in a path. */
export const schema = Type.String({ description: 'Name of the schema within the share; case does not matter.' });

/** What every operation has that is about something of a share. */
export const list = { access: recipientOnly, own: true, errors: ['RESOURCE_DOES_NOT_EXIST'] } as const;
