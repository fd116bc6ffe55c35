import { deltaSharing } from '@boathouse/contract';
import { notBuilt, room } from '../http/handlers.ts';
import { requireAllowed } from '../sharing/ip-access-list.ts';
import { authenticateRecipient } from './authentication.ts';
import { discovery } from './discovery.ts';
import { queryTable } from './query.ts';
import { tableFacts } from './table-facts.ts';

/** The recipient's protocol: here a recipient's query is answered. */
export const deltaSharingRoom = room(
  deltaSharing,
  authenticateRecipient,
  {
    ...discovery,
    ...tableFacts,
    queryTable,
    queryTableChanges: notBuilt,
    getQuery: notBuilt,
    generateTemporaryTableCredential: notBuilt,
  },
  (recipient, request) => requireAllowed(recipient.allowedAddresses, request.ip),
);
