import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, operation, service } from '../operation.ts';
import { described, Empty, Type } from '../schema.ts';
import { FileParent, MarketplaceFileType } from './file-models.ts';
import { CreateFileResponse, GetFileResponse, ListFilesResponse } from './provider-files-models.ts';

/** `providerFiles`, under `/api/2.0/marketplace-provider/files`. */
export const providerFiles = service(
  'providerFiles',
  'marketplace',
  'Files that providers show with profiles and listings: icons, notebooks, screenshots and attachments.',
  {
    create: operation({
      summary: 'Create a file and get its upload URL',
      description:
        'The file is staged until its content arrives at the upload URL; then it is checked, cleaned and published, or refused with a message.',
      method: 'POST',
      path: '/api/2.0/marketplace-provider/files',
      request: Type.Object({
        file_parent: described(FileParent, 'Profile, listing or part of a listing that the file belongs to.'),
        marketplace_file_type: described(
          MarketplaceFileType,
          'What the file is for; it decides which formats and sizes are accepted.',
        ),
        mime_type: Type.String({
          description: 'Media type of the content, such as `image/png`; the uploaded bytes must match it.',
        }),
        display_name: Type.Optional(Type.String({ description: 'Name shown to people; absent means none.' })),
      }),
      response: CreateFileResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    delete: operation({
      summary: 'Delete a file',
      method: 'DELETE',
      path: '/api/2.0/marketplace-provider/files/{file_id}',
      request: Type.Object({
        file_id: Type.String({ description: 'Identifier of the file, as its creation or the list gives it.' }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    get: operation({
      summary: 'Get a file',
      description: 'Gives its metadata, its state and, once it is published, a link to the content.',
      method: 'GET',
      path: '/api/2.0/marketplace-provider/files/{file_id}',
      request: Type.Object({
        file_id: Type.String({ description: 'Identifier of the file, as its creation or the list gives it.' }),
      }),
      response: GetFileResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    list: operation({
      summary: 'List the files of a parent',
      method: 'GET',
      path: '/api/2.0/marketplace-provider/files',
      request: Type.Object({
        file_parent: described(FileParent, 'Profile, listing or part of a listing whose files to list.'),
        page_size: pageSize,
        page_token: pageToken,
      }),
      response: ListFilesResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
      paging: { items: 'file_infos', style: 'token' },
    }),
  },
);
