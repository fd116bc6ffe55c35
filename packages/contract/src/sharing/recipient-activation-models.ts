import { Int64, Secret, Type } from '../schema.ts';

export const RetrieveTokenResponse = Type.Object(
  {
    bearerToken: Type.Optional(Secret({ description: 'The token; it is shown this once.' })),
    endpoint: Type.Optional(Type.String({ description: 'URL of the sharing server.' })),
    expirationTime: Type.Optional(Type.String({ description: 'When the token ends, as ISO 8601 text in UTC.' })),
    shareCredentialsVersion: Type.Optional(Int64({ description: 'Version of the profile format: 1.' })),
  },
  {
    title: 'RetrieveTokenResponse',
    description: 'The content of a profile file, in the names of the Delta Sharing protocol.',
  },
);
