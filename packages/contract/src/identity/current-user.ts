import { anyCaller, operation, service } from '../operation.ts';
import { Type } from '../schema.ts';
import { attributeParameters } from './list-parameters.ts';
import { User } from './models.ts';

/** `currentUser`, under `/api/2.0/preview/scim/v2/Me`. */
export const currentUser = service('currentUser', 'identity', "The principal that a request's credential belongs to.", {
  me: operation({
    summary: 'Get the calling principal',
    description:
      'A service principal appears in the shape of a user, with its application id as `userName`. The `X-Databricks-Org-Id` header of the answer holds the workspace id.',
    method: 'GET',
    path: '/api/2.0/preview/scim/v2/Me',
    request: Type.Object({ ...attributeParameters }),
    response: User,
    errors: [],
    access: anyCaller,
    scope: 'any',
  }),
});
