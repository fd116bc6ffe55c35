import { described, Type } from '../schema.ts';
import { TagKeyValue } from './providers-models.ts';
import { DeltaSharingFunction } from './shared-function-models.ts';

export const NotebookFile = Type.Object(
  {
    comment: Type.Optional(Type.String({ description: 'Free text for people, from the provider.' })),
    id: Type.Optional(Type.String({ description: 'Id of the notebook at the provider.' })),
    name: Type.Optional(Type.String({ description: 'File name of the notebook.' })),
    share: Type.Optional(Type.String({ description: 'Name of the share.' })),
    share_id: Type.Optional(Type.String({ description: 'Id of the share at the provider.' })),
    tags: Type.Optional(Type.Array(TagKeyValue, { description: 'Tags that the provider set.' })),
  },
  { title: 'NotebookFile', description: 'A shared notebook.' },
);

export const Share = Type.Object(
  {
    id: Type.Optional(Type.String({ description: 'Id of the share at the provider.' })),
    name: Type.Optional(Type.String({ description: 'Name of the share.' })),
  },
  { title: 'Share', description: 'A share as its recipient sees it.' },
);

export const Table = Type.Object(
  {
    accessModes: Type.Optional(
      Type.Array(Type.String(), {
        description: 'How its files can be read: `url` by signed URLs, `dir` by temporary credentials.',
      }),
    ),
    comment: Type.Optional(Type.String({ description: 'Free text for people, from the provider.' })),
    id: Type.Optional(Type.String({ description: 'Id of the table at the provider.' })),
    location: Type.Optional(Type.String({ description: 'URL of the root folder, with access mode `dir`.' })),
    materialization_namespace: Type.Optional(
      Type.String({ description: 'Catalog and schema where a view is materialised.' }),
    ),
    materialized_table_name: Type.Optional(
      Type.String({ description: 'Name of the table that a view is materialised to.' }),
    ),
    name: Type.Optional(Type.String({ description: 'Name of the table.' })),
    schema: Type.Optional(Type.String({ description: 'Schema that it is in, as recipients see it.' })),
    share: Type.Optional(Type.String({ description: 'Name of the share.' })),
    share_id: Type.Optional(Type.String({ description: 'Id of the share at the provider.' })),
    tags: Type.Optional(Type.Array(TagKeyValue, { description: 'Tags that the provider set.' })),
  },
  { title: 'Table', description: 'A shared table or view.' },
);

export const Volume = Type.Object(
  {
    comment: Type.Optional(Type.String({ description: 'Free text for people, from the provider.' })),
    id: Type.Optional(Type.String({ description: 'Id of the volume at the provider.' })),
    name: Type.Optional(Type.String({ description: 'Name of the volume.' })),
    schema: Type.Optional(Type.String({ description: 'Schema that it is in, as recipients see it.' })),
    share: Type.Optional(Type.String({ description: 'Name of the share.' })),
    share_id: Type.Optional(Type.String({ description: 'Id of the share at the provider.' })),
    tags: Type.Optional(Type.Array(TagKeyValue, { description: 'Tags that the provider set.' })),
  },
  { title: 'Volume', description: 'A shared volume.' },
);

export const ListProviderShareAssetsResponse = Type.Object(
  {
    functions: Type.Optional(Type.Array(DeltaSharingFunction, { description: 'The functions and models.' })),
    notebooks: Type.Optional(Type.Array(NotebookFile, { description: 'The notebooks.' })),
    share: Type.Optional(described(Share, 'The share itself.')),
    tables: Type.Optional(Type.Array(Table, { description: 'The tables and views.' })),
    volumes: Type.Optional(Type.Array(Volume, { description: 'The volumes.' })),
  },
  { title: 'ListProviderShareAssetsResponse', description: 'The objects of a share of a provider.' },
);
