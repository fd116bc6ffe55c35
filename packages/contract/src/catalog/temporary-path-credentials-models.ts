import { Enum, Type } from '../schema.ts';
import { GenerateTemporaryTableCredentialResponse } from './temporary-table-credentials-models.ts';

export const GenerateTemporaryPathCredentialResponse = Type.Object(
  GenerateTemporaryTableCredentialResponse.properties,
  {
    title: 'GenerateTemporaryPathCredentialResponse',
    description: 'A short-lived cloud credential for a path. Exactly one kind is set, and none after a dry run.',
  },
);

export const PathOperation = Enum(['PATH_CREATE_TABLE', 'PATH_READ', 'PATH_READ_WRITE'], {
  title: 'PathOperation',
  description: 'What a credential for a path must allow.',
});
