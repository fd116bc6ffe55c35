import { described, Enum, Type } from '../schema.ts';
import { Channel, WarehouseType } from './warehouses-models.ts';

export const EndpointConfPair = Type.Object(
  {
    key: Type.Optional(Type.String({ description: 'Name of the setting, such as `ANSI_MODE`.' })),
    value: Type.Optional(
      Type.String({ description: 'Value of the setting as text; may refer to secrets as `{{secrets/scope/key}}`.' }),
    ),
  },
  { title: 'EndpointConfPair', description: 'One setting of warehouses, as name and value.' },
);

export const RepeatedEndpointConfPairs = Type.Object(
  {
    config_pair: Type.Optional(
      Type.Array(EndpointConfPair, {
        description: 'Former name of `configuration_pairs`; deprecated, and read when that is absent.',
      }),
    ),
    configuration_pairs: Type.Optional(
      Type.Array(EndpointConfPair, { description: 'The settings, each key at most once.' }),
    ),
  },
  { title: 'RepeatedEndpointConfPairs', description: 'A list of settings, under its present and its former name.' },
);

export const WarehouseTypePair = Type.Object(
  {
    enabled: Type.Optional(Type.Boolean({ description: 'True if warehouses of the type may be created.' })),
    warehouse_type: Type.Optional(described(WarehouseType, 'Type of warehouse that the switch is for.')),
  },
  { title: 'WarehouseTypePair', description: 'Whether one warehouse type may be created.' },
);

export const WarehouseSecurityPolicy = Enum(['DATA_ACCESS_CONTROL', 'NONE', 'PASSTHROUGH'], {
  title: 'WarehouseSecurityPolicy',
  description:
    'How warehouses control access to data: `DATA_ACCESS_CONTROL` by grants, `PASSTHROUGH` by cloud identity (recorded only), `NONE` not at all.',
});

export const GetWorkspaceWarehouseConfigResponse = Type.Object(
  {
    channel: Type.Optional(described(Channel, 'Release channel that new warehouses get.')),
    config_param: Type.Optional(
      described(
        RepeatedEndpointConfPairs,
        'Settings under the former name of `sql_configuration_parameters`; deprecated.',
      ),
    ),
    data_access_config: Type.Optional(
      Type.Array(EndpointConfPair, {
        description:
          'Hadoop settings with which warehouses reach external storage; refer to secrets as `{{secrets/scope/key}}`.',
      }),
    ),
    enable_serverless_compute: Type.Optional(
      Type.Boolean({ description: 'Whether warehouses may use serverless compute.' }),
    ),
    enabled_warehouse_types: Type.Optional(
      Type.Array(WarehouseTypePair, { description: 'Which warehouse types may be created in the workspace.' }),
    ),
    global_param: Type.Optional(
      described(
        RepeatedEndpointConfPairs,
        'Settings under an older name of `sql_configuration_parameters`; deprecated.',
      ),
    ),
    google_service_account: Type.Optional(
      Type.String({ description: 'Google service account with which warehouses reach Cloud Storage; recorded only.' }),
    ),
    instance_profile_arn: Type.Optional(
      Type.String({ description: 'AWS instance profile with which warehouses reach S3; recorded only.' }),
    ),
    security_policy: Type.Optional(
      described(WarehouseSecurityPolicy, 'How access of warehouses to data is controlled.'),
    ),
    sql_configuration_parameters: Type.Optional(
      described(RepeatedEndpointConfPairs, 'SQL settings that every session of every warehouse starts with.'),
    ),
  },
  { title: 'GetWorkspaceWarehouseConfigResponse', description: 'What holds for all warehouses of the workspace.' },
);
