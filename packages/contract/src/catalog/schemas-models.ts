import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Int64, StringMap, Type } from '../schema.ts';
import { CatalogType, EffectivePredictiveOptimizationFlag, EnablePredictiveOptimization } from './models.ts';

export const SchemaInfo = Type.Object(
  {
    browse_only: Type.Optional(
      Type.Boolean({ description: 'Whether the caller may only browse the object, so that details are left out.' }),
    ),
    catalog_name: Type.Optional(Type.String({ description: 'Catalog that the schema is in.' })),
    catalog_type: Type.Optional(described(CatalogType, 'Type of that catalog.')),
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    ...changeStamps,
    custom_max_retention_hours: Type.Optional(
      Int64({ description: 'Hours that dropped managed data is kept before it is purged.' }),
    ),
    effective_predictive_optimization_flag: Type.Optional(
      described(
        EffectivePredictiveOptimizationFlag,
        'Setting for automatic maintenance that is in effect, and where it comes from.',
      ),
    ),
    enable_predictive_optimization: Type.Optional(
      described(EnablePredictiveOptimization, 'Setting for automatic maintenance of managed tables; recorded only.'),
    ),
    full_name: Type.Optional(Type.String({ description: 'Full name, `catalog.schema`.' })),
    metastore_id: Type.Optional(Type.String({ description: 'UUID of the metastore.' })),
    name: Type.Optional(Type.String({ description: 'Name of the schema without its catalog.' })),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    properties: Type.Optional(StringMap({ description: 'Key-value pairs of the user.' })),
    schema_id: Type.Optional(Type.String({ description: 'UUID of the schema; stays when it is renamed.' })),
    storage_location: Type.Optional(Type.String({ description: 'URL where managed data of the schema goes.' })),
    storage_root: Type.Optional(Type.String({ description: 'URL that was chosen as root for managed data.' })),
  },
  { title: 'SchemaInfo', description: 'A schema.' },
);

export const ListSchemasResponse = Type.Object(
  {
    schemas: Type.Optional(
      Type.Array(SchemaInfo, { description: 'The schemas of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListSchemasResponse', description: 'One page of the schemas that the caller may see.' },
);
