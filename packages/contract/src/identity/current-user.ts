import { anyCaller, operation, service } from '../operation.ts';
import { Type } from '../schema.ts';
import { User } from './models.ts';

/** `currentUser`, under `/api/2.0/preview/scim/v2/Me`. */
export const currentUser = service('currentUser', 'identity', "The principal that a request's credential belongs to.", {
  me: operation({
    summary: 'Get the calling principal',
    description:
      'A service principal appears in the shape of a user, with its application id as `userName`. The `X-Databricks-Org-Id` header of the answer holds the workspace id.',
    method: 'GET',
    path: '/api/2.0/preview/scim/v2/Me',
    request: Type.Object({
      attributes: Type.Optional(
        Type.String({
          description:
            'Comma-separated attributes to return, sub-attributes with a dot; absent returns all. Unknown names are ignored.',
        }),
      ),
      excludedAttributes: Type.Optional(
        Type.String({ description: 'Accepted and without effect: the whole principal comes, with its groups.' }),
      ),
    }),
    response: User,
    errors: [],
    access: anyCaller,
  }),
});
