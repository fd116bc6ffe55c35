// Made by `npm run generate` from packages/contract. Change it there.

import type { TagKeyValue } from './providers-models.ts';
import type { DeltaSharingFunction } from './shared-function-models.ts';

/** The objects of a share of a provider. */
export interface ListProviderShareAssetsResponse {
  /** The functions and models. */
  functions?: readonly DeltaSharingFunction[];
  /** The notebooks. */
  notebooks?: readonly NotebookFile[];
  /** The share itself. */
  share?: Share;
  /** The tables and views. */
  tables?: readonly Table[];
  /** The volumes. */
  volumes?: readonly Volume[];
}

/** A shared notebook. */
export interface NotebookFile {
  /** Free text for people, from the provider. */
  comment?: string;
  /** Id of the notebook at the provider. */
  id?: string;
  /** File name of the notebook. */
  name?: string;
  /** Name of the share. */
  share?: string;
  /** Id of the share at the provider. */
  share_id?: string;
  /** Tags that the provider set. */
  tags?: readonly TagKeyValue[];
}

/** A share as its recipient sees it. */
export interface Share {
  /** Id of the share at the provider. */
  id?: string;
  /** Name of the share. */
  name?: string;
}

/** A shared table or view. */
export interface Table {
  /** How its files can be read: `url` by signed URLs, `dir` by temporary credentials. */
  accessModes?: readonly string[];
  /** Free text for people, from the provider. */
  comment?: string;
  /** Id of the table at the provider. */
  id?: string;
  /** URL of the root folder, with access mode `dir`. */
  location?: string;
  /** Catalog and schema where a view is materialised. */
  materialization_namespace?: string;
  /** Name of the table that a view is materialised to. */
  materialized_table_name?: string;
  /** Name of the table. */
  name?: string;
  /** Schema that it is in, as recipients see it. */
  schema?: string;
  /** Name of the share. */
  share?: string;
  /** Id of the share at the provider. */
  share_id?: string;
  /** Tags that the provider set. */
  tags?: readonly TagKeyValue[];
}

/** A shared volume. */
export interface Volume {
  /** Free text for people, from the provider. */
  comment?: string;
  /** Id of the volume at the provider. */
  id?: string;
  /** Name of the volume. */
  name?: string;
  /** Schema that it is in, as recipients see it. */
  schema?: string;
  /** Name of the share. */
  share?: string;
  /** Id of the share at the provider. */
  share_id?: string;
  /** Tags that the provider set. */
  tags?: readonly TagKeyValue[];
}
