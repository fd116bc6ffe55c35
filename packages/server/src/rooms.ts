import { services } from '@boathouse/contract';
import { auditRoom } from './audit/audit.ts';
import { catalogsRoom } from './catalog/catalogs.ts';
import type { DropGuard } from './catalog/drop-guards.ts';
import { metastoresRoom } from './catalog/metastores.ts';
import { schemasRoom } from './catalog/schemas.ts';
import { tablesRoom } from './catalog/tables.ts';
import { deltaSharingRoom } from './delta-sharing/delta-sharing.ts';
import { authenticateCaller } from './http/authentication.ts';
import type { Room } from './http/handlers.ts';
import { currentUserRoom } from './identity/current-user.ts';
import type { PrincipalHook } from './identity/principal-hooks.ts';
import { recipientActivationRoom } from './sharing/activation.ts';
import { keepShared } from './sharing/drop-guard.ts';
import { recipientsRoom } from './sharing/recipients.ts';
import { sharesRoom } from './sharing/shares.ts';
import { tokensRoom } from './tokens/tokens.ts';

/** The services that have handlers. */
const built: readonly Room[] = [
  auditRoom,
  currentUserRoom,
  tokensRoom,
  metastoresRoom,
  catalogsRoom,
  schemasRoom,
  tablesRoom,
  sharesRoom,
  recipientsRoom,
  recipientActivationRoom,
  deltaSharingRoom,
];

/** Services that are declared and have no room yet: every operation of theirs answers 501 by name. */
const empty: readonly Room[] = Object.values(services)
  .filter(service => !built.some(room => room.service === service))
  .map(service => ({ service, handlers: {}, authenticate: authenticateCaller, admit: undefined }));

/** Everything that the workspace answers. */
export const rooms: readonly Room[] = [...built, ...empty];

/** What domains above the catalog have to say before one of its objects is dropped. */
export const dropGuards: readonly DropGuard[] = [keepShared];

/** What domains do when a principal is deleted. */
export const principalHooks: readonly PrincipalHook[] = [];
