// Made by `npm run generate` from packages/contract. Change it there.

/** An AWS SQS queue. */
export interface AwsSqsQueue {
  /** Id of the resource that the server made. */
  managed_resource_id?: string;
  /** URL of the queue. */
  queue_url?: string;
}

/** An Azure storage queue. */
export interface AzureQueueStorage {
  /** Id of the resource that the server made. */
  managed_resource_id?: string;
  /** URL of the queue. */
  queue_url?: string;
  /** Resource group of the queue. */
  resource_group?: string;
  /** Azure subscription of the queue. */
  subscription_id?: string;
}

/** A queue of file events: exactly one of its fields is set. Managed queues are made by the server. */
export interface FileEventQueue {
  /** Azure queue that the server makes. */
  managed_aqs?: AzureQueueStorage;
  /** OneLake event stream that the server makes. */
  managed_onelake?: OneLakeEventQueue;
  /** Google Pub/Sub subscription that the server makes. */
  managed_pubsub?: GcpPubsub;
  /** AWS queue that the server makes. */
  managed_sqs?: AwsSqsQueue;
  /** Azure queue of the user. */
  provided_aqs?: AzureQueueStorage;
  /** OneLake event stream of the user. */
  provided_onelake?: OneLakeEventQueue;
  /** Google Pub/Sub subscription of the user. */
  provided_pubsub?: GcpPubsub;
  /** AWS queue of the user. */
  provided_sqs?: AwsSqsQueue;
}

/** A Google Pub/Sub subscription. */
export interface GcpPubsub {
  /** Id of the resource that the server made. */
  managed_resource_id?: string;
  /** Full name, `projects/{project}/subscriptions/{name}`. */
  subscription_name?: string;
}

/** An event stream of Microsoft OneLake. */
export interface OneLakeEventQueue {
  /** Consumer group to read as. */
  consumer_group?: string;
  /** Name of the event hub. */
  event_hub_name?: string;
  /** URL of the event hub. */
  event_hub_url?: string;
  /** Host name of the event hub namespace. */
  fully_qualified_namespace?: string;
  /** Id of the resource that the server made. */
  managed_resource_id?: string;
}
