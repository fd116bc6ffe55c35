import { described, Type } from '../schema.ts';

export const AzureQueueStorage = Type.Object(
  {
    managed_resource_id: Type.Optional(Type.String({ description: 'Id of the resource that the server made.' })),
    queue_url: Type.Optional(Type.String({ description: 'URL of the queue.' })),
    resource_group: Type.Optional(Type.String({ description: 'Resource group of the queue.' })),
    subscription_id: Type.Optional(Type.String({ description: 'Azure subscription of the queue.' })),
  },
  { title: 'AzureQueueStorage', description: 'An Azure storage queue.' },
);

export const OneLakeEventQueue = Type.Object(
  {
    consumer_group: Type.Optional(Type.String({ description: 'Consumer group to read as.' })),
    event_hub_name: Type.Optional(Type.String({ description: 'Name of the event hub.' })),
    event_hub_url: Type.Optional(Type.String({ description: 'URL of the event hub.' })),
    fully_qualified_namespace: Type.Optional(Type.String({ description: 'Host name of the event hub namespace.' })),
    managed_resource_id: Type.Optional(Type.String({ description: 'Id of the resource that the server made.' })),
  },
  { title: 'OneLakeEventQueue', description: 'An event stream of Microsoft OneLake.' },
);

export const GcpPubsub = Type.Object(
  {
    managed_resource_id: Type.Optional(Type.String({ description: 'Id of the resource that the server made.' })),
    subscription_name: Type.Optional(
      Type.String({ description: 'Full name, `projects/{project}/subscriptions/{name}`.' }),
    ),
  },
  { title: 'GcpPubsub', description: 'A Google Pub/Sub subscription.' },
);

export const AwsSqsQueue = Type.Object(
  {
    managed_resource_id: Type.Optional(Type.String({ description: 'Id of the resource that the server made.' })),
    queue_url: Type.Optional(Type.String({ description: 'URL of the queue.' })),
  },
  { title: 'AwsSqsQueue', description: 'An AWS SQS queue.' },
);

export const FileEventQueue = Type.Object(
  {
    managed_aqs: Type.Optional(described(AzureQueueStorage, 'Azure queue that the server makes.')),
    managed_onelake: Type.Optional(described(OneLakeEventQueue, 'OneLake event stream that the server makes.')),
    managed_pubsub: Type.Optional(described(GcpPubsub, 'Google Pub/Sub subscription that the server makes.')),
    managed_sqs: Type.Optional(described(AwsSqsQueue, 'AWS queue that the server makes.')),
    provided_aqs: Type.Optional(described(AzureQueueStorage, 'Azure queue of the user.')),
    provided_onelake: Type.Optional(described(OneLakeEventQueue, 'OneLake event stream of the user.')),
    provided_pubsub: Type.Optional(described(GcpPubsub, 'Google Pub/Sub subscription of the user.')),
    provided_sqs: Type.Optional(described(AwsSqsQueue, 'AWS queue of the user.')),
  },
  {
    title: 'FileEventQueue',
    description: 'A queue of file events: exactly one of its fields is set. Managed queues are made by the server.',
  },
);
