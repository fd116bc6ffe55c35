import { described, Enum, Int64, Secret, Type } from '../schema.ts';

export const FileParentType = Enum(['LISTING', 'LISTING_RESOURCE', 'PROVIDER'], {
  title: 'FileParentType',
  description: 'Kind of object that a file belongs to.',
});

export const FileParent = Type.Object(
  {
    file_parent_type: Type.Optional(
      described(FileParentType, 'Kind of the object: provider, listing or part of a listing.'),
    ),
    parent_id: Type.Optional(Type.String({ description: 'Identifier of the object, of the kind named beside it.' })),
  },
  { title: 'FileParent', description: 'The object that a file belongs to.' },
);

export const MarketplaceFileType = Enum(
  [
    'APP',
    'COMMIT_DRAWDOWN_REQUEST_ATTACHMENT',
    'EMBEDDED_MARKDOWN',
    'EMBEDDED_NOTEBOOK',
    'PROVIDER_ICON',
    'SCREENSHOT',
  ],
  { title: 'MarketplaceFileType', description: 'What a file is for; it decides the accepted formats and sizes.' },
);

export const FileStatus = Enum(
  [
    'FILE_STATUS_COMMIT_DRAWDOWN',
    'FILE_STATUS_PUBLISHED',
    'FILE_STATUS_SANITIZATION_FAILED',
    'FILE_STATUS_SANITIZING',
    'FILE_STATUS_STAGING',
  ],
  {
    title: 'FileStatus',
    description:
      'Where a file is on its way: staged, being sanitized, published, or refused; COMMIT_DRAWDOWN files are a separate kind.',
  },
);

export const FileInfo = Type.Object(
  {
    created_at: Type.Optional(
      Int64({ description: 'When the file was created, in milliseconds since 1970; set by the server.' }),
    ),
    display_name: Type.Optional(Type.String({ description: 'Name of the file shown to people.' })),
    download_link: Type.Optional(
      Secret({ description: 'Link to the content of a published file; it may be signed and then expires.' }),
    ),
    file_parent: Type.Optional(
      described(FileParent, 'Profile, listing or part of a listing that the file belongs to.'),
    ),
    id: Type.Optional(Type.String({ description: 'Identifier of the file, chosen by the server.' })),
    marketplace_file_type: Type.Optional(
      described(MarketplaceFileType, 'What the file is for, as given at its creation.'),
    ),
    mime_type: Type.Optional(Type.String({ description: 'Media type of the content, such as `image/png`.' })),
    status: Type.Optional(described(FileStatus, 'Where the file is on its way from staging to publication.')),
    status_message: Type.Optional(Type.String({ description: 'Why the content was refused; absent otherwise.' })),
    updated_at: Type.Optional(
      Int64({ description: 'When the file was last changed, in milliseconds since 1970; set by the server.' }),
    ),
  },
  { title: 'FileInfo', description: 'A file shown with a profile or listing.' },
);
