import { deltaSharing } from '@boathouse/contract';
import { room } from '../http/handlers.ts';
import { requireAllowed } from '../sharing/ip-access-list.ts';
import { authenticateRecipient } from './authentication.ts';
import { queryTableChanges } from './changes.ts';
import { directoryAccess } from './directory-access.ts';
import { discovery } from './discovery.ts';
import { queries } from './query.ts';
import { tableFacts } from './table-facts.ts';
import { volumes } from './volumes.ts';

/** The recipient's protocol: here a recipient's query is answered. */
export const deltaSharingRoom = room(
  deltaSharing,
  authenticateRecipient,
  {
    ...discovery,
    ...tableFacts,
    ...queries,
    queryTableChanges,
    ...directoryAccess,
    ...volumes,
  },
  (recipient, request) => requireAllowed(recipient.allowedAddresses, request.ip),
);
