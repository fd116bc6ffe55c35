import type { DeletedPrincipal } from '../principal-hooks.ts';

/** What is the same for all resources of one type. */
export interface ResourceType {
  readonly kind: DeletedPrincipal['kind'];
  /** As messages call one: `Group`. */
  readonly noun: string;
  /** As paths and references call them: `Groups`. */
  readonly folder: string;
  readonly schemas: readonly string[];
  /** What callers who are not administrators see beside `id` and `schemas`, and may filter and sort by. In lower case. */
  readonly visible: readonly string[];
}

const core = 'urn:ietf:params:scim:schemas:core:2.0';

/** The types of resources, by the kind of principal that they are. */
export const resourceTypes = {
  USER: {
    kind: 'USER',
    noun: 'User',
    folder: 'Users',
    schemas: [`${core}:User`, 'urn:ietf:params:scim:schemas:extension:workspace:2.0:User'],
    visible: ['username', 'displayname'],
  },
  GROUP: {
    kind: 'GROUP',
    noun: 'Group',
    folder: 'Groups',
    schemas: [`${core}:Group`],
    visible: ['displayname'],
  },
  SERVICE_PRINCIPAL: {
    kind: 'SERVICE_PRINCIPAL',
    noun: 'Service principal',
    folder: 'ServicePrincipals',
    schemas: [`${core}:ServicePrincipal`],
    visible: ['displayname', 'applicationid'],
  },
} as const satisfies Record<DeletedPrincipal['kind'], ResourceType>;
