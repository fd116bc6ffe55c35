import { nextPageToken } from '../fields.ts';
import { described, Secret, Type } from '../schema.ts';
import { FileInfo } from './file-models.ts';

export const CreateFileResponse = Type.Object(
  {
    file_info: Type.Optional(described(FileInfo, 'The staged file, which has no content yet.')),
    upload_url: Type.Optional(
      Secret({
        description: 'Signed URL to send the content to, by POST or PUT; whoever holds it can upload until it expires.',
      }),
    ),
  },
  { title: 'CreateFileResponse', description: 'Answer to the creation of a file.' },
);

export const GetFileResponse = Type.Object(
  { file_info: Type.Optional(described(FileInfo, 'Metadata, state and, once published, link of the file.')) },
  { title: 'GetFileResponse', description: 'Answer that holds the one file asked for.' },
);

export const ListFilesResponse = Type.Object(
  {
    file_infos: Type.Optional(
      Type.Array(FileInfo, { description: 'The files of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListFilesResponse', description: 'One page of the files that the caller may see.' },
);
