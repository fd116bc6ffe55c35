import { pageSize, pageToken } from '../fields.ts';
import { adminOnly, allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import { clusterSettings } from './cluster-settings.ts';
import {
  CloneCluster,
  ClusterDetails,
  CreateClusterResponse,
  ListClustersFilterBy,
  ListClustersResponse,
  ListClustersSortBy,
  UpdateClusterResource,
} from './clusters-models.ts';
import { GetEvents, GetEventsResponse } from './event-models.ts';
import { GetSparkVersionsResponse, ListAvailableZonesResponse, ListNodeTypesResponse } from './node-models.ts';
import { permissionOperations } from './permission-operations.ts';
import { AutoScale } from './runtime-models.ts';

const clusterId = Type.String({ description: 'Id of the cluster, such as `0124-165313-5fpp2uv9`.' });

/** `clusters`, under `/api/2.1/clusters/*` and `/api/2.0/permissions/clusters`. */
export const clusters = service(
  'clusters',
  'clusters',
  'Administers Spark clusters: their configuration, their life cycle, their events, and who may use them.',
  {
    changeOwner: operation({
      summary: 'Change the owner of a cluster',
      description:
        'The cluster must be TERMINATED. The new owner becomes its creator and, for secrets in its settings, the one whose rights count.',
      method: 'POST',
      path: '/api/2.1/clusters/change-owner',
      request: Type.Object({
        cluster_id: clusterId,
        owner_username: Type.String({
          description: 'Login name of the new owner, or application id of a service principal.',
          minLength: 1,
        }),
      }),
      response: Empty,
      errors: ['INVALID_STATE', 'RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    create: operation({
      summary: 'Create a cluster',
      description:
        'Answers at once with the id; the cluster is PENDING and becomes RUNNING, or TERMINATED with a reason. The creator gets CAN_MANAGE.',
      method: 'POST',
      path: '/api/2.1/clusters/create',
      request: Type.Object({
        spark_version: Type.String({
          description: 'Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`; required.',
          minLength: 1,
        }),
        apply_policy_default_values: Type.Optional(
          Type.Boolean({
            description: 'Whether fields that are absent take the defaults of the policy; false when absent.',
          }),
        ),
        ...clusterSettings,
        clone_from: Type.Optional(
          described(CloneCluster, 'Cluster to copy libraries from at creation; none when absent.'),
        ),
      }),
      response: CreateClusterResponse,
      errors: [],
      access: allowedTo('entitlement allow-cluster-create, or CAN_USE on the cluster policy'),
    }),

    delete: operation({
      summary: 'Terminate a cluster',
      description:
        'Stops the engine and keeps the configuration, so that it can be started again. A cluster that is terminating or terminated is left as it is.',
      method: 'POST',
      path: '/api/2.1/clusters/delete',
      request: Type.Object({ cluster_id: clusterId }),
      response: Empty,
      errors: [],
      access: allowedTo('CAN_RESTART on the cluster'),
    }),

    edit: operation({
      summary: 'Replace the configuration of a cluster',
      description:
        'Fields left out go back to their defaults. The cluster must be RUNNING, and is then restarted, or TERMINATED, and stays so.',
      method: 'POST',
      path: '/api/2.1/clusters/edit',
      request: Type.Object({
        cluster_id: clusterId,
        spark_version: Type.String({
          description: 'Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`; required.',
          minLength: 1,
        }),
        apply_policy_default_values: Type.Optional(
          Type.Boolean({
            description: 'Whether fields that are absent take the defaults of the policy; false when absent.',
          }),
        ),
        ...clusterSettings,
      }),
      response: Empty,
      errors: ['INVALID_STATE'],
      access: allowedTo('CAN_MANAGE on the cluster'),
    }),

    events: operation({
      summary: 'List the events of a cluster',
      description:
        'With `page_size` or `page_token` the answer holds tokens, otherwise `next_page`, a request that can be sent as it is.',
      method: 'POST',
      path: '/api/2.1/clusters/events',
      request: GetEvents,
      response: GetEventsResponse,
      errors: [],
      access: allowedTo('CAN_ATTACH_TO on the cluster'),
      paging: { items: 'events', style: 'token' },
      readOnly: true,
    }),

    get: operation({
      summary: 'Get a cluster',
      description:
        'An unknown id is an INVALID_PARAMETER_VALUE (400), not a 404. Terminated clusters that are not pinned are forgotten after 60 days.',
      method: 'GET',
      path: '/api/2.1/clusters/get',
      request: Type.Object({ cluster_id: clusterId }),
      response: ClusterDetails,
      errors: [],
      access: allowedTo('CAN_ATTACH_TO on the cluster'),
    }),

    list: operation({
      summary: 'List clusters',
      description:
        'Gives the clusters on which the caller holds any permission: all pinned and active ones, and those terminated within 30 days.',
      method: 'GET',
      path: '/api/2.1/clusters/list',
      request: Type.Object({
        filter_by: Type.Optional(
          described(ListClustersFilterBy, 'Conditions that listed clusters must all meet; none when absent.'),
        ),
        page_size: pageSize,
        page_token: pageToken,
        sort_by: Type.Optional(
          described(ListClustersSortBy, 'Field and direction to sort by; by state, pinned and name when absent.'),
        ),
      }),
      response: ListClustersResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'clusters', style: 'token' },
    }),

    listNodeTypes: operation({
      summary: 'List the node types that clusters can use',
      description: 'What the compute backend offers. Node types of the clouds are accepted too, and mapped to these.',
      method: 'GET',
      path: '/api/2.1/clusters/list-node-types',
      request: Type.Object({}),
      response: ListNodeTypesResponse,
      errors: [],
      access: anyCaller,
    }),

    listZones: operation({
      summary: 'List the availability zones that clusters can use',
      method: 'GET',
      path: '/api/2.1/clusters/list-zones',
      request: Type.Object({}),
      response: ListAvailableZonesResponse,
      errors: [],
      access: anyCaller,
    }),

    permanentDelete: operation({
      summary: 'Delete a cluster for good',
      description:
        'Terminates it if need be and forgets it, its events and its permissions. A pinned cluster must be unpinned first.',
      method: 'POST',
      path: '/api/2.1/clusters/permanent-delete',
      request: Type.Object({ cluster_id: clusterId }),
      response: Empty,
      errors: ['INVALID_STATE'],
      access: allowedTo('CAN_MANAGE on the cluster'),
    }),

    pin: operation({
      summary: 'Pin a cluster',
      description:
        'A pinned cluster is kept and listed however long it has been terminated. At most 100 can be; pinning twice changes nothing.',
      method: 'POST',
      path: '/api/2.1/clusters/pin',
      request: Type.Object({ cluster_id: clusterId }),
      response: Empty,
      errors: ['RESOURCE_LIMIT_EXCEEDED'],
      access: adminOnly,
    }),

    resize: operation({
      summary: 'Change the number of workers of a cluster',
      description: 'The cluster must be RUNNING, and stays usable while it is RESIZING.',
      method: 'POST',
      path: '/api/2.1/clusters/resize',
      request: Type.Object({
        cluster_id: clusterId,
        autoscale: Type.Optional(
          described(AutoScale, 'New bounds for the number of workers; give this or `num_workers`, not both.'),
        ),
        num_workers: Type.Optional(
          Int64({
            description: 'New number of workers, 0 for a single node; give this or `autoscale`, not both.',
            minimum: 0,
          }),
        ),
      }),
      response: Empty,
      errors: ['INVALID_STATE'],
      access: allowedTo('CAN_MANAGE on the cluster'),
    }),

    restart: operation({
      summary: 'Restart a cluster',
      description: 'The cluster must be RUNNING. It keeps its size; what runs on it is lost.',
      method: 'POST',
      path: '/api/2.1/clusters/restart',
      request: Type.Object({
        cluster_id: clusterId,
        restart_user: Type.Optional(
          Type.String({
            description: 'User to record as the one who restarted; accepted from old clients, without effect.',
          }),
        ),
      }),
      response: Empty,
      errors: ['INVALID_STATE'],
      access: allowedTo('CAN_RESTART on the cluster'),
    }),

    sparkVersions: operation({
      summary: 'List the runtime versions that clusters can use',
      description:
        'Keys are labels for the Spark version of the compute backend; other well-formed keys are accepted and mapped to it.',
      method: 'GET',
      path: '/api/2.1/clusters/spark-versions',
      request: Type.Object({}),
      response: GetSparkVersionsResponse,
      errors: [],
      access: anyCaller,
    }),

    start: operation({
      summary: 'Start a terminated cluster',
      description:
        'The cluster must be TERMINATED, and not made by a job. It starts with its last size, or with `min_workers` if it autoscales.',
      method: 'POST',
      path: '/api/2.1/clusters/start',
      request: Type.Object({ cluster_id: clusterId }),
      response: Empty,
      errors: ['INVALID_STATE'],
      access: allowedTo('CAN_RESTART on the cluster'),
    }),

    unpin: operation({
      summary: 'Unpin a cluster',
      description: 'From now on it is forgotten like others after termination. Unpinning twice changes nothing.',
      method: 'POST',
      path: '/api/2.1/clusters/unpin',
      request: Type.Object({ cluster_id: clusterId }),
      response: Empty,
      errors: [],
      access: adminOnly,
    }),

    update: operation({
      summary: 'Change some of the configuration of a cluster',
      description:
        'The cluster must be RUNNING, and is then restarted, or TERMINATED, and stays so. Fields outside the mask keep their values.',
      method: 'POST',
      path: '/api/2.1/clusters/update',
      request: Type.Object({
        cluster_id: clusterId,
        update_mask: Type.String({
          description: 'Comma-separated names of the fields to change; those that `cluster` lacks are cleared.',
          minLength: 1,
        }),
        cluster: Type.Optional(
          described(UpdateClusterResource, 'New values; only fields that the mask names are read.'),
        ),
      }),
      response: Empty,
      errors: ['INVALID_STATE'],
      access: allowedTo('CAN_MANAGE on the cluster'),
    }),

    ...permissionOperations,
  },
);
