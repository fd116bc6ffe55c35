import { adminOnly, operation, service } from '../operation.ts';
import { Int64, Type } from '../schema.ts';

export const MasterKeyInfo = Type.Object(
  {
    key_id: Type.String({ description: 'Id of the key, 16 hex digits. It tells nothing of the key.' }),
    current: Type.Boolean({ description: 'Whether new values are sealed under it.' }),
    available: Type.Boolean({
      description: 'Whether the workspace has the key. Without it, its values cannot be read.',
    }),
    sealed_values: Int64({ description: 'How many values of the database are sealed under it.' }),
  },
  { title: 'MasterKeyInfo', description: 'A master key, without the key itself.' },
);

export const SigningKeyInfo = Type.Object(
  {
    key_id: Type.String({ description: 'Id of the key; what it signed carries it.' }),
    current: Type.Boolean({ description: 'Whether new page tokens and file URLs are signed with it.' }),
    created_at: Int64({ description: 'When it was made, in ms since 1970.' }),
    verifies_until: Type.Optional(
      Int64({ description: 'Until when it verifies what it signed, in ms since 1970; absent for the current key.' }),
    ),
  },
  { title: 'SigningKeyInfo', description: 'A signing key, without the key itself.' },
);

export const ResealedValues = Type.Object(
  {
    kind: Type.String({ description: 'What was sealed: `secret_scope_keys`, `activation_links`, `signing_keys`, …' }),
    values: Int64({ description: 'How many of them were sealed anew.' }),
  },
  { title: 'ResealedValues', description: 'What a rotation sealed anew, of one kind.' },
);

export const ListKeysResponse = Type.Object(
  {
    keys: Type.Array(MasterKeyInfo, { description: 'Master keys: those that there are, and those that values need.' }),
  },
  { title: 'ListKeysResponse', description: 'The master keys by their ids.' },
);

export const ListSigningKeysResponse = Type.Object(
  { signing_keys: Type.Array(SigningKeyInfo, { description: 'Signing keys that verify, newest first.' }) },
  { title: 'ListSigningKeysResponse', description: 'The signing keys by their ids.' },
);

export const RotateKeysResponse = Type.Object(
  {
    key_id: Type.String({ description: 'Id of the master key that everything is sealed under now.' }),
    resealed: Type.Array(ResealedValues, { description: 'How much was sealed anew, by kind.' }),
    removed_key_ids: Type.Array(Type.String(), {
      description: 'Keys that were taken out of the key file, because nothing needs them any more.',
    }),
    next_step: Type.Optional(Type.String({ description: 'What is left to do by hand; absent when nothing is.' })),
  },
  { title: 'RotateKeysResponse', description: 'What a rotation of the master key did.' },
);

export const RotateSigningKeyResponse = Type.Object(
  {
    key_id: Type.String({ description: 'Id of the key that signs page tokens and file URLs from now on.' }),
    former_keys_verify_until: Int64({
      description: 'Until when the former keys of these verify what they signed, in ms since 1970.',
    }),
    token_key_id: Type.String({
      description:
        'Id of the key that signs access tokens from now on: the `kid` that its tokens and the key set name.',
    }),
  },
  { title: 'RotateSigningKeyResponse', description: 'What a rotation of the signing keys did.' },
);

/** The keys that the workspace seals and signs with. */
export const keys = service(
  'keys',
  'secrets',
  'Shows and rotates the keys that the workspace seals secrets and signs tokens with.',
  {
    list: operation({
      summary: 'List the master keys by their ids',
      description: 'Shows which master key seals, how many values each one seals, and which are missing. Never a key.',
      method: 'GET',
      path: '/api/2.0/boathouse/keys',
      request: Type.Object({}),
      response: ListKeysResponse,
      errors: [],
      access: adminOnly,
      paging: { items: 'keys', style: 'whole' },
      own: true,
    }),

    listSigning: operation({
      summary: 'List the keys that page tokens and file URLs are signed with',
      method: 'GET',
      path: '/api/2.0/boathouse/keys/signing',
      request: Type.Object({}),
      response: ListSigningKeysResponse,
      errors: [],
      access: adminOnly,
      paging: { items: 'signing_keys', style: 'whole' },
      own: true,
    }),

    rotate: operation({
      summary: 'Rotate the master key',
      description:
        'With the key file in the data folder, makes a new key, seals everything under it and removes the old one. With keys from a configured file, a command or the environment, seals everything under the first of them. All replicas have to read the same file or command, or have got the new key before. Goes on where an interrupted rotation stopped. Reads and writes go on meanwhile.',
      method: 'POST',
      path: '/api/2.0/boathouse/keys/rotate',
      request: Type.Object({}),
      response: RotateKeysResponse,
      errors: ['RESOURCE_CONFLICT', 'INVALID_STATE', 'DATA_LOSS'],
      access: adminOnly,
      own: true,
    }),

    rotateSigning: operation({
      summary: 'Rotate the keys that page tokens, file URLs and access tokens are signed with',
      description:
        'What the former keys signed stays good: page tokens and file URLs for a week, which is as long as a URL may live, access tokens for their hour.',
      method: 'POST',
      path: '/api/2.0/boathouse/keys/rotate-signing',
      request: Type.Object({}),
      response: RotateSigningKeyResponse,
      errors: [],
      access: adminOnly,
      own: true,
    }),
  },
);
