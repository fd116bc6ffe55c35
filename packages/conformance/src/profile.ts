/** The credential of a recipient: a bearer-token profile, version 1. */
export interface Profile {
  /** URL of the server with its prefix, without a trailing slash. */
  readonly endpoint: string;
  readonly bearerToken: string;
}

/** A profile that cannot be used. Its message never holds the token. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
}

/** Whether a header can carry a token (RFC 6750): what cannot be sent would stand in the error about it. */
export const canBeSent = (token: string): boolean => /^[\u0021-\u007e]+$/.test(token);

/**
 * Reads a profile file.
 *
 * @param text the JSON of a `.share` file
 * @throws ProfileError
 */
export const parseProfile = (text: string): Profile => {
  let fields: Readonly<Record<string, unknown>>;
  try {
    fields = JSON.parse(text);
  } catch {
    throw new ProfileError('The profile is not JSON.');
  }
  const { shareCredentialsVersion, endpoint, bearerToken } = fields ?? {};
  if (shareCredentialsVersion !== 1) throw new ProfileError('The profile is not of shareCredentialsVersion 1.');
  if (typeof endpoint !== 'string' || !/^https?:\/\/./.test(endpoint) || !URL.canParse(endpoint))
    throw new ProfileError('The profile has no endpoint URL.');
  if (typeof bearerToken !== 'string' || bearerToken === '') throw new ProfileError('The profile has no bearerToken.');
  if (!canBeSent(bearerToken))
    throw new ProfileError('The bearerToken of the profile holds characters that no token has.');
  return { endpoint: endpoint.replace(/\/+$/, ''), bearerToken };
};
