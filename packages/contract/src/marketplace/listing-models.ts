import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Int64, Type } from '../schema.ts';
import { FileInfo } from './file-models.ts';
import { RegionInfo, RepoInfo, ShareInfo } from './models.ts';

export const ListingType = Enum(['PERSONALIZED', 'STANDARD'], {
  title: 'ListingType',
  description: 'STANDARD is available instantly; PERSONALIZED by request, with the share named when it is fulfilled.',
});

export const Category = Enum(
  [
    'ADVERTISING_AND_MARKETING',
    'CLIMATE_AND_ENVIRONMENT',
    'COMMERCE',
    'DEMOGRAPHICS',
    'ECONOMICS',
    'EDUCATION',
    'ENERGY',
    'FINANCIAL',
    'GAMING',
    'GEOSPATIAL',
    'HEALTH',
    'LOOKUP_TABLES',
    'MANUFACTURING',
    'MEDIA',
    'OPEN_SOURCE',
    'OTHER',
    'PUBLIC_SECTOR',
    'RETAIL',
    'SCIENCE_AND_RESEARCH',
    'SECURITY',
    'SPORTS',
    'TRANSPORTATION_AND_LOGISTICS',
    'TRAVEL_AND_TOURISM',
  ],
  { title: 'Category', description: 'Subject areas that listings are sorted by.' },
);

export const Visibility = Enum(['PRIVATE', 'PUBLIC'], {
  title: 'Visibility',
  description: 'PUBLIC shows a listing to every consumer, PRIVATE only to members of its exchanges.',
});

export const ListingSetting = Type.Object(
  {
    visibility: Type.Optional(
      described(Visibility, 'Who may see the listing once it is published; absent means PUBLIC.'),
    ),
  },
  { title: 'ListingSetting', description: 'Settings of a listing that govern who sees it.' },
);

export const ListingStatus = Enum(['DRAFT', 'PENDING', 'PUBLISHED', 'SUSPENDED'], {
  title: 'ListingStatus',
  description:
    'State of a listing: DRAFT, PENDING review, PUBLISHED, or SUSPENDED by an administrator. Consumers see PUBLISHED ones only.',
});

export const ListingSummary = Type.Object(
  {
    name: Type.String({ description: 'Name of the listing that consumers see.' }),
    listingType: described(ListingType, 'Whether it is available instantly or by request; cannot be changed later.'),
    categories: Type.Optional(Type.Array(Category, { description: 'Subject areas of the listing; at most five.' })),
    ...changeStamps,
    created_by_id: Type.Optional(
      Int64({ description: 'Numeric id of the principal that created the listing; set by the server.' }),
    ),
    exchange_ids: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Private exchanges that the listing is linked to; only with PRIVATE visibility.',
      }),
    ),
    git_repo: Type.Optional(described(RepoInfo, 'Repository that the listing delivers, instead of a share.')),
    provider_id: Type.Optional(
      Type.String({ description: 'Identifier of the provider profile that the listing appears under.' }),
    ),
    provider_region: Type.Optional(described(RegionInfo, "Cloud and region of the provider's metastore.")),
    published_at: Type.Optional(
      Int64({ description: 'When the listing was last published, in milliseconds since 1970; set by the server.' }),
    ),
    published_by: Type.Optional(
      Type.String({ description: 'Sign-in name of the principal that last published the listing; set by the server.' }),
    ),
    setting: Type.Optional(
      described(ListingSetting, 'Visibility of the listing; absent means that every consumer sees it.'),
    ),
    share: Type.Optional(
      described(
        ShareInfo,
        'Share that the listing delivers; STANDARD listings need it, or a repository, before they are published.',
      ),
    ),
    status: Type.Optional(
      described(ListingStatus, 'State of the listing; setting it publishes or unpublishes. New listings are DRAFT.'),
    ),
    subtitle: Type.Optional(Type.String({ description: 'One line below the name, to say what the listing offers.' })),
    updated_by_id: Type.Optional(
      Int64({ description: 'Numeric id of the principal that last changed the listing; set by the server.' }),
    ),
  },
  {
    title: 'ListingSummary',
    description: 'Name, type, state and origin of a listing. Note the camelCase of `listingType`.',
  },
);

export const AssetType = Enum(
  [
    'ASSET_TYPE_APP',
    'ASSET_TYPE_DATA_TABLE',
    'ASSET_TYPE_GIT_REPO',
    'ASSET_TYPE_MCP',
    'ASSET_TYPE_MEDIA',
    'ASSET_TYPE_MODEL',
    'ASSET_TYPE_NOTEBOOK',
    'ASSET_TYPE_PARTNER_INTEGRATION',
  ],
  { title: 'AssetType', description: 'Kinds of asset that a listing can deliver.' },
);

export const DataRefresh = Enum(
  ['DAILY', 'HOURLY', 'MINUTE', 'MONTHLY', 'NONE', 'QUARTERLY', 'SECOND', 'WEEKLY', 'YEARLY'],
  {
    title: 'DataRefresh',
    description: 'Unit of time of an update interval or of a data granularity; NONE means never.',
  },
);

export const DataRefreshInfo = Type.Object(
  {
    interval: Int64({ description: 'How many units make up one interval.' }),
    unit: described(DataRefresh, 'Unit that the interval is counted in.'),
  },
  { title: 'DataRefreshInfo', description: 'An interval of time: a number of units.' },
);

export const Cost = Enum(['FREE', 'PAID'], {
  title: 'Cost',
  description: 'Whether consumers pay for the data; payment happens outside the workspace.',
});

export const ListingTagType = Enum(['LISTING_TAG_TYPE_LANGUAGE', 'LISTING_TAG_TYPE_TASK'], {
  title: 'ListingTagType',
  description: 'Kinds of listing tag: the language or the task of a model.',
});

export const ListingTag = Type.Object(
  {
    tag_name: Type.Optional(described(ListingTagType, 'Kind of the tag: language or task.')),
    tag_values: Type.Optional(
      Type.Array(Type.String(), { description: 'Values of the tag, such as the languages that a model understands.' }),
    ),
  },
  { title: 'ListingTag', description: 'A kind of tag with its values.' },
);

export const ListingDetail = Type.Object(
  {
    assets: Type.Optional(Type.Array(AssetType, { description: 'Kinds of asset that the listing delivers.' })),
    collection_date_end: Type.Optional(
      Int64({ description: 'End of the period that the data covers, in milliseconds since 1970.' }),
    ),
    collection_date_start: Type.Optional(
      Int64({ description: 'Start of the period that the data covers, in milliseconds since 1970.' }),
    ),
    collection_granularity: Type.Optional(
      described(DataRefreshInfo, 'Smallest step of time at which the data was collected.'),
    ),
    cost: Type.Optional(described(Cost, 'Whether the data is free or paid.')),
    data_source: Type.Optional(Type.String({ description: 'Where the data comes from, in words for people.' })),
    description: Type.Optional(Type.String({ description: 'What the listing offers, as text or Markdown.' })),
    documentation_link: Type.Optional(Type.String({ description: 'URL of the documentation of the data.' })),
    embedded_notebook_file_infos: Type.Optional(
      Type.Array(FileInfo, { description: 'Sample notebooks shown with the listing, at most ten; set by the server.' }),
    ),
    file_ids: Type.Optional(
      Type.Array(Type.String(), { description: 'Identifiers of the uploaded files that the listing shows.' }),
    ),
    geographical_coverage: Type.Optional(
      Type.String({ description: 'Part of the world that the data covers, in words for people.' }),
    ),
    license: Type.Optional(Type.String({ description: 'Licence of the content; required for listings of models.' })),
    pricing_model: Type.Optional(
      Type.String({ description: 'How consumers pay, in words for people; only with cost PAID.' }),
    ),
    privacy_policy_link: Type.Optional(
      Type.String({ description: 'URL of the privacy policy that applies to the data.' }),
    ),
    size: Type.Optional(Type.Number({ description: 'Size of the data in gigabytes, as the provider states it.' })),
    support_link: Type.Optional(Type.String({ description: 'URL where consumers find support for the data.' })),
    tags: Type.Optional(Type.Array(ListingTag, { description: 'Tags that consumers find the listing by.' })),
    terms_of_service: Type.Optional(
      Type.String({ description: 'URL or text of the terms that consumers must accept.' }),
    ),
    update_frequency: Type.Optional(described(DataRefreshInfo, 'How often the data is updated.')),
  },
  { title: 'ListingDetail', description: 'Description, terms, support and technical facts of a listing.' },
);

export const Listing = Type.Object(
  {
    summary: described(ListingSummary, "What a consumer sees first, and the listing's state."),
    detail: Type.Optional(described(ListingDetail, 'Description, terms, support and technical facts of the listing.')),
    id: Type.Optional(
      Type.String({ description: 'Identifier of the listing, chosen by the server; ignored on input.' }),
    ),
  },
  { title: 'Listing', description: 'A data product that a provider offers in the marketplace.' },
);

export const GetListingResponse = Type.Object(
  { listing: Type.Optional(described(Listing, 'The listing, as far as the caller may see it.')) },
  { title: 'GetListingResponse', description: 'Answer that holds the one listing asked for.' },
);

export const ListListingsResponse = Type.Object(
  {
    listings: Type.Optional(
      Type.Array(Listing, { description: 'The listings of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListListingsResponse', description: 'One page of the listings that the caller may see.' },
);
