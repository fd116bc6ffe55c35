import { described, Int64, Type } from '../schema.ts';
import {
  EndpointConfPair,
  RepeatedEndpointConfPairs,
  WarehouseSecurityPolicy,
  WarehouseTypePair,
} from './warehouse-config-models.ts';
import { Channel, EndpointTags, SpotInstancePolicy, WarehouseType } from './warehouses-models.ts';

export const CreateWarehouseRequest = Type.Object({
  auto_stop_mins: Type.Optional(
    Int64({
      description: 'Minutes without queries until the warehouse stops: 0 for never, else at least 10; 120 when absent.',
      minimum: 0,
    }),
  ),
  channel: Type.Optional(described(Channel, 'Release channel of the SQL engine; the current one when absent.')),
  cluster_size: Type.Optional(
    Type.String({
      description: 'Size of each cluster, from `2X-Small` to `5X-Large`; each step doubles the compute; required.',
    }),
  ),
  creator_name: Type.Optional(Type.String({ description: 'Login name of the creator; the caller when absent.' })),
  enable_photon: Type.Optional(
    Type.Boolean({ description: 'Whether the Photon engine is asked for; recorded only; true when absent.' }),
  ),
  enable_serverless_compute: Type.Optional(
    Type.Boolean({
      description: 'Whether serverless compute is asked for; needs warehouse type `PRO`; false when absent.',
    }),
  ),
  instance_profile_arn: Type.Optional(
    Type.String({ description: 'AWS instance profile for cloud access; deprecated, recorded only; none when absent.' }),
  ),
  max_num_clusters: Type.Optional(
    Int64({
      description: 'Most clusters to scale out to, from `min_num_clusters` to 40; `min_num_clusters` when absent.',
      minimum: 1,
      maximum: 40,
    }),
  ),
  min_num_clusters: Type.Optional(
    Int64({
      description: 'Clusters that run while the warehouse does, 1 to 30; 1 when absent.',
      minimum: 1,
      maximum: 30,
    }),
  ),
  name: Type.Optional(
    Type.String({
      description: 'Name of the warehouse, unique in the workspace, under 100 characters; required.',
      minLength: 1,
      maxLength: 99,
    }),
  ),
  spot_instance_policy: Type.Optional(
    described(
      SpotInstancePolicy,
      'Whether spot instances of the cloud may be used; recorded only; `COST_OPTIMIZED` when absent.',
    ),
  ),
  tags: Type.Optional(
    described(EndpointTags, 'Tags on the warehouse and what it runs on, fewer than 45; none when absent.'),
  ),
  warehouse_type: Type.Optional(
    described(WarehouseType, 'Kind of warehouse: `CLASSIC` or `PRO`; `CLASSIC` when absent.'),
  ),
});

export const EditWarehouseRequest = Type.Object({
  id: Type.String({ description: 'Id of the warehouse: 16 hex digits.' }),
  auto_stop_mins: Type.Optional(
    Int64({
      description:
        'Minutes without queries until the warehouse stops: 0 for never, else at least 10; unchanged when absent.',
      minimum: 0,
    }),
  ),
  channel: Type.Optional(described(Channel, 'Release channel of the SQL engine; unchanged when absent.')),
  cluster_size: Type.Optional(
    Type.String({
      description:
        'Size of each cluster, from `2X-Small` to `5X-Large`; each step doubles the compute; unchanged when absent.',
    }),
  ),
  creator_name: Type.Optional(Type.String({ description: 'Login name of the creator; unchanged when absent.' })),
  enable_photon: Type.Optional(
    Type.Boolean({ description: 'Whether the Photon engine is asked for; recorded only; unchanged when absent.' }),
  ),
  enable_serverless_compute: Type.Optional(
    Type.Boolean({
      description: 'Whether serverless compute is asked for; needs warehouse type `PRO`; unchanged when absent.',
    }),
  ),
  instance_profile_arn: Type.Optional(
    Type.String({
      description: 'AWS instance profile for cloud access; deprecated, recorded only; unchanged when absent.',
    }),
  ),
  max_num_clusters: Type.Optional(
    Int64({
      description: 'Most clusters to scale out to, from `min_num_clusters` to 40; unchanged when absent.',
      minimum: 1,
      maximum: 40,
    }),
  ),
  min_num_clusters: Type.Optional(
    Int64({
      description: 'Clusters that run while the warehouse does, 1 to 30; unchanged when absent.',
      minimum: 1,
      maximum: 30,
    }),
  ),
  name: Type.Optional(
    Type.String({
      description: 'Name of the warehouse, unique in the workspace, under 100 characters; unchanged when absent.',
      minLength: 1,
      maxLength: 99,
    }),
  ),
  spot_instance_policy: Type.Optional(
    described(
      SpotInstancePolicy,
      'Whether spot instances of the cloud may be used; recorded only; unchanged when absent.',
    ),
  ),
  tags: Type.Optional(
    described(EndpointTags, 'Tags on the warehouse and what it runs on, fewer than 45; unchanged when absent.'),
  ),
  warehouse_type: Type.Optional(
    described(WarehouseType, 'Kind of warehouse: `CLASSIC` or `PRO`; unchanged when absent.'),
  ),
});

export const SetWorkspaceWarehouseConfigRequest = Type.Object({
  channel: Type.Optional(described(Channel, 'Release channel that new warehouses get; reset when absent.')),
  config_param: Type.Optional(
    described(
      RepeatedEndpointConfPairs,
      'Settings under the former name of `sql_configuration_parameters`; deprecated; reset when absent.',
    ),
  ),
  data_access_config: Type.Optional(
    Type.Array(EndpointConfPair, {
      description:
        'Hadoop settings with which warehouses reach external storage; refer to secrets as `{{secrets/scope/key}}`; reset when absent.',
    }),
  ),
  enable_serverless_compute: Type.Optional(
    Type.Boolean({ description: 'Whether warehouses may use serverless compute; reset when absent.' }),
  ),
  enabled_warehouse_types: Type.Optional(
    Type.Array(WarehouseTypePair, {
      description: 'Which warehouse types may be created in the workspace; reset when absent.',
    }),
  ),
  global_param: Type.Optional(
    described(
      RepeatedEndpointConfPairs,
      'Settings under an older name of `sql_configuration_parameters`; deprecated; reset when absent.',
    ),
  ),
  google_service_account: Type.Optional(
    Type.String({
      description:
        'Google service account with which warehouses reach Cloud Storage; recorded only; reset when absent.',
    }),
  ),
  instance_profile_arn: Type.Optional(
    Type.String({
      description: 'AWS instance profile with which warehouses reach S3; recorded only; reset when absent.',
    }),
  ),
  security_policy: Type.Optional(
    described(WarehouseSecurityPolicy, 'How access of warehouses to data is controlled; reset when absent.'),
  ),
  sql_configuration_parameters: Type.Optional(
    described(
      RepeatedEndpointConfPairs,
      'SQL settings that every session of every warehouse starts with; reset when absent.',
    ),
  ),
});
