import type { BearerProfile, ClientCredentialsProfile } from '@boathouse/recipient';
import { foreignUrlProblem } from '../http/allowed-url.ts';
import { ApiError } from '../http/api-error.ts';
import type { SealedColumn } from '../secrets/sealed-columns.ts';
import type { Workspace } from '../workspace.ts';
import { recipientClient } from './recipient-client.ts';

/** What a provider is read by: a token that was made for this workspace, or an OAuth client, whose tokens another server gives. */
export type ProviderProfile = BearerProfile | ClientCredentialsProfile;

/** What the API calls the types of profiles. */
export const authenticationTypes = {
  bearer_token: 'TOKEN',
  oauth_client_credentials: 'OAUTH_CLIENT_CREDENTIALS',
} as const satisfies Record<ProviderProfile['type'], string>;

const wrong = (message: string) =>
  new ApiError('INVALID_PARAMETER_VALUE', `Field 'recipient_profile_str' cannot be used. ${message}`);

const readProfile = async (text: string, now: Date): Promise<ProviderProfile> => {
  const { ProfileError, parseProfile } = await recipientClient();
  try {
    const profile = parseProfile(text, now);
    if (profile.type !== 'basic') return profile;
  } catch (error) {
    throw error instanceof ProfileError ? wrong(error.message) : error;
  }
  throw wrong(`Of version 2, it must have one of the types ${Object.keys(authenticationTypes).join(', ')}.`);
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
  const profile = await readProfile(text, new Date(now()));
  const { endpoint } = profile;
  const urls = profile.type === 'bearer_token' ? { endpoint } : { endpoint, tokenEndpoint: profile.tokenEndpoint };
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

/** The version of the profile's format. */
const versionOf = (text: string): number =>
  (JSON.parse(text) as { readonly shareCredentialsVersion: number }).shareCredentialsVersion;

/** The columns that a profile is kept in. */
export const profileColumns = (
  { sealer }: Pick<Workspace, 'sealer'>,
  providerId: string,
  { text, profile }: ReadProfile,
) => ({
  authentication_type: authenticationTypes[profile.type],
  endpoint: profile.endpoint,
  share_credentials_version: versionOf(text),
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
