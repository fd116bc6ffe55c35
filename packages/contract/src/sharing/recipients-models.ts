import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Int64, Secret, StringMap, Type } from '../schema.ts';
import { AuthenticationType, PrivilegeAssignment } from './models.ts';

export const IpAccessList = Type.Object(
  {
    allowed_ip_addresses: Type.Optional(
      Type.Array(Type.String(), {
        description: 'IPv4 addresses or CIDR blocks, at most 100; empty means any.',
        maxItems: 100,
      }),
    ),
  },
  { title: 'IpAccessList', description: 'Addresses from which a recipient may connect.' },
);

export const SecurablePropertiesKvPairs = Type.Object(
  { properties: Type.Optional(StringMap({ description: 'The properties by key; absent leaves them as they are.' })) },
  { title: 'SecurablePropertiesKvPairs', description: 'Properties of a recipient.' },
);

export const RecipientTokenInfo = Type.Object(
  {
    activation_url: Type.Optional(
      Secret({
        description: 'Link to download the credential, while it is unused. Whoever opens it can read the shares.',
      }),
    ),
    ...changeStamps,
    expiration_time: Type.Optional(Int64({ description: 'When the token ends, in milliseconds since 1970.' })),
    id: Type.Optional(Type.String({ description: 'UUID of the token.' })),
  },
  { title: 'RecipientTokenInfo', description: 'A token of a recipient, without its value.' },
);

export const RecipientInfo = Type.Object(
  {
    activated: Type.Optional(
      Type.Boolean({ description: 'Whether the recipient has downloaded a credential at some time.' }),
    ),
    activation_url: Type.Optional(
      Secret({
        description:
          'Activation link of the newest token while it is unused: whoever opens it can read the shares. Of type OIDC_FEDERATION the page with endpoint and profile files, which holds no secret.',
      }),
    ),
    allowed_acceptance_types: Type.Optional(
      Type.Array(AuthenticationType, { description: 'Kinds of access that an invited person may choose from.' }),
    ),
    allowed_data_recipient_global_metastore_ids: Type.Optional(
      Type.Array(Type.String(), { description: 'Sharing identifiers that an invitation may be accepted with.' }),
    ),
    authentication_type: Type.Optional(described(AuthenticationType, 'How the recipient proves who it is.')),
    cloud: Type.Optional(
      Type.String({ description: 'Cloud of the metastore of the recipient; only with type DATABRICKS.' }),
    ),
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    ...changeStamps,
    data_recipient_global_metastore_id: Type.Optional(
      Type.String({
        description:
          'Sharing identifier of the metastore of the recipient, `cloud:region:uuid`. Only with type DATABRICKS.',
      }),
    ),
    email: Type.Optional(Type.String({ description: 'Address that the invitation went to.' })),
    expiration_time: Type.Optional(Int64({ description: 'When the token ends, in milliseconds since 1970.' })),
    id: Type.Optional(Type.String({ description: 'UUID of the recipient; stays when it is renamed.' })),
    ip_access_list: Type.Optional(described(IpAccessList, 'Addresses from which the recipient may connect.')),
    metastore_id: Type.Optional(
      Type.String({ description: 'UUID of the metastore of the recipient; only with type DATABRICKS.' }),
    ),
    name: Type.Optional(Type.String({ description: 'Name of the recipient, in the case that it was created with.' })),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    properties_kvpairs: Type.Optional(
      described(
        SecurablePropertiesKvPairs,
        'Properties of the recipient; those that start with `databricks.` are set by the server.',
      ),
    ),
    region: Type.Optional(
      Type.String({ description: 'Region of the metastore of the recipient; only with type DATABRICKS.' }),
    ),
    sharing_code: Type.Optional(Secret({ description: 'One-time code that the recipient was created with.' })),
    tokens: Type.Optional(
      Type.Array(RecipientTokenInfo, { description: 'Tokens that are alive: one, or two during a rotation.' }),
    ),
  },
  { title: 'RecipientInfo', description: 'A recipient.' },
);

export const ShareToPrivilegeAssignment = Type.Object(
  {
    privilege_assignments: Type.Optional(Type.Array(PrivilegeAssignment, { description: 'The privileges.' })),
    share_name: Type.Optional(Type.String({ description: 'Name of the share.' })),
  },
  { title: 'ShareToPrivilegeAssignment', description: 'The privileges of a recipient on one share.' },
);

export const GetRecipientSharePermissionsResponse = Type.Object(
  {
    next_page_token: nextPageToken,
    permissions_out: Type.Optional(
      Type.Array(ShareToPrivilegeAssignment, { description: 'One entry for each share.' }),
    ),
  },
  { title: 'GetRecipientSharePermissionsResponse', description: 'Shares that a recipient may read.' },
);

export const ListRecipientsResponse = Type.Object(
  {
    recipients: Type.Optional(
      Type.Array(RecipientInfo, { description: 'The recipients of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListRecipientsResponse', description: 'One page of the recipients that the caller may see.' },
);
