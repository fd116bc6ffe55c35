import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Int64, Type } from '../schema.ts';

export const DeltaSharingRecipientType = Enum(
  ['DELTA_SHARING_RECIPIENT_TYPE_DATABRICKS', 'DELTA_SHARING_RECIPIENT_TYPE_OPEN'],
  {
    title: 'DeltaSharingRecipientType',
    description: 'How shared data is read: by a Databricks workspace, or by any client with a bearer token (OPEN).',
  },
);

export const RepoInfo = Type.Object(
  { git_repo_url: Type.String({ description: 'Address of the Git repository, with scheme; consumers clone it.' }) },
  { title: 'RepoInfo', description: 'A Git repository that a listing delivers.' },
);

export const ListingShareType = Enum(['FULL', 'SAMPLE'], {
  title: 'ListingShareType',
  description: 'Whether the share holds the whole data or only a sample.',
});

export const ShareInfo = Type.Object(
  {
    name: Type.String({ description: "Name of the share in the provider's metastore." }),
    type: described(ListingShareType, 'Whether the share holds the whole data or a sample.'),
  },
  { title: 'ShareInfo', description: 'A share that a listing delivers.' },
);

export const ConsumerTerms = Type.Object(
  { version: Type.String({ description: 'Version of the terms that was shown and accepted.' }) },
  { title: 'ConsumerTerms', description: "Acceptance of a listing's terms by a consumer." },
);

export const RegionInfo = Type.Object(
  {
    cloud: Type.Optional(Type.String({ description: 'Cloud provider, such as `aws`, `azure` or `gcp`.' })),
    region: Type.Optional(Type.String({ description: 'Region within the cloud, such as `us-west-2`.' })),
  },
  { title: 'RegionInfo', description: 'A cloud and one of its regions.' },
);

export const ContactInfo = Type.Object(
  {
    company: Type.Optional(Type.String({ description: 'Company that the person works for.' })),
    email: Type.Optional(
      Type.String({ description: 'E-mail address, taken from the principal that made the request.' }),
    ),
    first_name: Type.Optional(Type.String({ description: 'First name of the person, if given.' })),
    last_name: Type.Optional(Type.String({ description: 'Last name of the person, if given.' })),
  },
  { title: 'ContactInfo', description: 'Person to contact at a consumer.' },
);

export const PersonalizationRequestStatus = Enum(['DENIED', 'FULFILLED', 'NEW', 'REQUEST_PENDING'], {
  title: 'PersonalizationRequestStatus',
  description:
    'State of a request: NEW, then REQUEST_PENDING while the provider works on it; FULFILLED and DENIED are final.',
});

export const PersonalizationRequest = Type.Object(
  {
    consumer_region: described(RegionInfo, "Cloud and region of the consumer's metastore."),
    comment: Type.Optional(Type.String({ description: 'Further message of the consumer to the provider.' })),
    contact_info: Type.Optional(described(ContactInfo, 'Person to contact about the request.')),
    created_at: Type.Optional(
      Int64({ description: 'When the request was made, in milliseconds since 1970; set by the server.' }),
    ),
    id: Type.Optional(Type.String({ description: 'Identifier of the request, chosen by the server.' })),
    intended_use: Type.Optional(Type.String({ description: 'What the consumer means to do with the data.' })),
    is_from_lighthouse: Type.Optional(
      Type.Boolean({
        description: 'Databricks-internal mark of where the request came from; returned as it was sent.',
      }),
    ),
    listing_id: Type.Optional(Type.String({ description: 'Identifier of the listing that the consumer asks for.' })),
    listing_name: Type.Optional(Type.String({ description: 'Name of the listing that the consumer asks for.' })),
    metastore_id: Type.Optional(
      Type.String({ description: "Identifier of the consumer's metastore, from the caller." }),
    ),
    provider_id: Type.Optional(Type.String({ description: 'Identifier of the provider that answers the request.' })),
    recipient_type: Type.Optional(
      described(DeltaSharingRecipientType, 'How the data is to be read: by a Databricks workspace or with a token.'),
    ),
    share: Type.Optional(described(ShareInfo, 'Share granted when the request was fulfilled; absent before.')),
    status: Type.Optional(
      described(PersonalizationRequestStatus, 'State of the request; FULFILLED and DENIED are final.'),
    ),
    status_message: Type.Optional(
      Type.String({ description: "The provider's message about the last change of state." }),
    ),
    updated_at: Type.Optional(
      Int64({ description: 'When the request last changed, in milliseconds since 1970; set by the server.' }),
    ),
  },
  {
    title: 'PersonalizationRequest',
    description: "A consumer's request for access to a personalized listing, and the provider's answer.",
  },
);

export const ProviderInfo = Type.Object(
  {
    name: Type.String({ description: 'Name of the provider that consumers see.' }),
    business_contact_email: Type.String({
      description: 'E-mail address for business matters, such as access requests.',
    }),
    term_of_service_link: Type.String({ description: "URL of the provider's terms of service." }),
    privacy_policy_link: Type.String({ description: "URL of the provider's privacy policy." }),
    company_website_link: Type.Optional(
      Type.String({ description: "URL of the provider's website; absent means none." }),
    ),
    dark_mode_icon_file_id: Type.Optional(
      Type.String({ description: 'Identifier of the uploaded icon for dark backgrounds.' }),
    ),
    dark_mode_icon_file_path: Type.Optional(
      Type.String({ description: 'Path of the icon for dark backgrounds; set by the server.' }),
    ),
    description: Type.Optional(Type.String({ description: 'What the provider does, in words for consumers.' })),
    icon_file_id: Type.Optional(
      Type.String({ description: 'Identifier of the uploaded icon file; absent means no icon.' }),
    ),
    icon_file_path: Type.Optional(Type.String({ description: 'Path of the icon; set by the server.' })),
    id: Type.Optional(
      Type.String({ description: 'Identifier of the profile, chosen by the server; ignored on input.' }),
    ),
    is_featured: Type.Optional(
      Type.Boolean({ description: 'Whether the marketplace presents the provider prominently; set by the server.' }),
    ),
    published_by: Type.Optional(
      Type.String({
        description:
          "Data aggregator that publishes on the provider's behalf; absent when the provider publishes itself.",
      }),
    ),
    support_contact_email: Type.Optional(Type.String({ description: 'E-mail address where consumers find support.' })),
  },
  { title: 'ProviderInfo', description: 'Profile under which a provider appears in the marketplace.' },
);

export const GetProviderResponse = Type.Object(
  { provider: Type.Optional(described(ProviderInfo, 'The provider profile, with the links to its icons.')) },
  { title: 'GetProviderResponse', description: 'Answer that holds the one provider profile asked for.' },
);

export const ExchangeFilterType = Enum(['GLOBAL_METASTORE_ID'], {
  title: 'ExchangeFilterType',
  description: 'How an exchange filter recognises its members; only by global metastore id.',
});

export const ExchangeFilter = Type.Object(
  {
    exchange_id: Type.String({ description: 'Identifier of the exchange that the member belongs to.' }),
    filter_value: Type.String({ description: 'Global metastore id of the member, in the form `cloud:region:uuid`.' }),
    filter_type: described(ExchangeFilterType, 'How members are recognised; always by global metastore id.'),
    ...changeStamps,
    id: Type.Optional(
      Type.String({ description: 'Identifier of the filter, chosen by the server; ignored on input.' }),
    ),
    name: Type.Optional(Type.String({ description: 'Name of the member shown to people; absent means none.' })),
  },
  { title: 'ExchangeFilter', description: 'A member of a private exchange, recognised by its metastore.' },
);

export const ListPersonalizationRequestsResponse = Type.Object(
  {
    personalization_requests: Type.Optional(
      Type.Array(PersonalizationRequest, {
        description: 'The personalization requests of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListPersonalizationRequestsResponse',
    description: 'One page of the personalization requests that the caller may see.',
  },
);

export const ListProvidersResponse = Type.Object(
  {
    providers: Type.Optional(
      Type.Array(ProviderInfo, { description: 'The providers of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListProvidersResponse', description: 'One page of the providers that the caller may see.' },
);
