import { adminOnly, operation, service } from '../operation.ts';
import { Empty, StringMap, Type } from '../schema.ts';

/**
 * `workspaceConf`, under `/api/2.0/workspace-conf`. Official clients call it `workspace_conf`, with `get_status` and
 * `set_status`.
 */
export const workspaceConf = service(
  'workspaceConf',
  'tokens',
  'Settings of the workspace that administrators change.',
  {
    getStatus: operation({
      summary: 'Get settings of the workspace',
      method: 'GET',
      path: '/api/2.0/workspace-conf',
      request: Type.Object({
        keys: Type.String({
          description:
            'Comma-separated keys: `enableTokensConfig`, `maxTokenLifetimeDays` or `enableOnBehalfOfTokens`. Others are refused.',
        }),
      }),
      response: StringMap({
        description: 'Key to value, both strings, for each key that was asked for.',
      }),
      errors: [],
      access: adminOnly,
      scope: 'settings',
    }),

    setStatus: operation({
      summary: 'Change settings of the workspace',
      description:
        '`enableTokensConfig` and `enableOnBehalfOfTokens` are `true` or `false`; `maxTokenLifetimeDays` is a whole number, `0` for no limit, and holds for tokens made from then on. Tokens cannot be turned off by a call that was made with one.',
      method: 'PATCH',
      path: '/api/2.0/workspace-conf',
      request: Type.Object({
        contents: StringMap({ description: 'Key to new value, both strings. Keys that are not named keep theirs.' }),
      }),
      in: { contents: 'whole-body' },
      response: Empty,
      errors: ['INVALID_STATE'],
      access: adminOnly,
      scope: 'settings',
    }),
  },
);
