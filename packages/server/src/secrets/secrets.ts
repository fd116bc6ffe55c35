import { secrets } from '@boathouse/contract';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { aclOperations } from './acl-operations.ts';
import { scopeOperations } from './scope-operations.ts';
import { secretOperations } from './secret-operations.ts';

export const secretsRoom = room(secrets, authenticateCaller, {
  ...scopeOperations,
  ...secretOperations,
  ...aclOperations,
});
