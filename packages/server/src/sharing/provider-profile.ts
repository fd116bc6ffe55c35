import { foreignUrlProblem } from '../http/allowed-url.ts';
import { ApiError } from '../http/api-error.ts';
import type { SealedColumn } from '../secrets/sealed-columns.ts';
import type { Workspace } from '../workspace.ts';
import { recipientClient } from './recipient-client.ts';

/** What a provider handed out: where its server is, and what opens it. */
export type ProviderProfile = BearerProfile | ClientProfile;

/** Version 1: a token that was made for this workspace. */
interface BearerProfile {
  readonly type: 'TOKEN';
  readonly version: number;
  readonly endpoint: string;
  readonly bearerToken: string;
}

/** Version 2: an OAuth client, whose tokens another server gives. */
interface ClientProfile {
  readonly type: 'OAUTH_CLIENT_CREDENTIALS';
  readonly version: number;
  readonly endpoint: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
}

const wrong = (message: string) =>
  new ApiError('INVALID_PARAMETER_VALUE', `Field 'recipient_profile_str' cannot be used. ${message}`);

type Fields = Readonly<Record<string, unknown>>;

const parseFields = (text: string): Fields => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    // The parser's own message quotes the text, which holds a secret.
  }
  throw wrong('It must be the text of a profile file: a JSON object.');
};

const textOf = (fields: Fields, name: string): string => {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(`The profile has no ${name}.`);
};

const toBearerProfile = async (fields: Fields, now: Date): Promise<BearerProfile> => {
  const { ProfileError, parseProfile } = await recipientClient();
  try {
    const profile = parseProfile(fields, now);
    if (profile.type !== 'bearer_token') throw wrong('Of version 1, it must hold a bearerToken.');
    return { type: 'TOKEN', version: 1, endpoint: profile.endpoint, bearerToken: profile.bearerToken };
  } catch (error) {
    if (error instanceof ProfileError) throw wrong(error.message);
    throw error;
  }
};

const toClientProfile = (fields: Fields): ClientProfile => {
  if (fields['type'] !== 'oauth_client_credentials') {
    throw wrong('Of version 2, only profiles of the type oauth_client_credentials are understood.');
  }
  const { scope } = fields;
  return {
    type: 'OAUTH_CLIENT_CREDENTIALS',
    version: 2,
    endpoint: textOf(fields, 'endpoint').replace(/\/+$/, ''),
    tokenEndpoint: textOf(fields, 'tokenEndpoint'),
    clientId: textOf(fields, 'clientId'),
    clientSecret: textOf(fields, 'clientSecret'),
    scope: typeof scope === 'string' && scope !== '' ? scope : undefined,
  };
};

const longestProfile = 64 * 1024;

/**
 * Reads the profile file of a provider.
 *
 * @param text its JSON
 * @throws ApiError INVALID_PARAMETER_VALUE naming what is missing or wrong, without what is secret
 */
export const parseProviderProfile = async (
  { now, publicUrl }: Pick<Workspace, 'now' | 'publicUrl'>,
  text: string,
): Promise<ProviderProfile> => {
  if (text.length > longestProfile) throw wrong(`It is longer than ${longestProfile} characters.`);
  const fields = parseFields(text);
  const isClient = fields['shareCredentialsVersion'] === 2;
  const profile = isClient ? toClientProfile(fields) : await toBearerProfile(fields, new Date(now()));
  const urls =
    profile.type === 'TOKEN'
      ? { endpoint: profile.endpoint }
      : { endpoint: profile.endpoint, tokenEndpoint: profile.tokenEndpoint };
  for (const [name, url] of Object.entries(urls)) {
    const problem = foreignUrlProblem(url, publicUrl());
    if (problem !== undefined) throw wrong(`The profile's ${name} ${problem}.`);
  }
  return profile;
};

const purposeOf = (providerId: string): string => `provider profile ${providerId}`;

/** Where profiles of providers are sealed. */
export const sealedProviderProfiles: SealedColumn = {
  kind: 'provider_profiles',
  table: 'providers',
  column: 'profile_sealed',
  purposeOf,
};

/** A profile that was read, with its text. */
export interface ReadProfile {
  readonly text: string;
  readonly profile: ProviderProfile;
}

/** The columns that a profile is kept in. */
export const profileColumns = (
  { sealer }: Pick<Workspace, 'sealer'>,
  providerId: string,
  { text, profile }: ReadProfile,
) => ({
  authentication_type: profile.type,
  endpoint: profile.endpoint,
  share_credentials_version: profile.version,
  profile_sealed: sealer.seal(purposeOf(providerId), text),
});

/**
 * The profile of a provider.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE once it has expired
 */
export const openProfile = (
  workspace: Pick<Workspace, 'now' | 'publicUrl' | 'sealer'>,
  providerId: string,
  sealed: string,
): Promise<ProviderProfile> => parseProviderProfile(workspace, workspace.sealer.open(purposeOf(providerId), sealed));
