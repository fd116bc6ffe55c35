import { readFile } from 'node:fs/promises';
import type { LabOptions, OpenLab, Profile } from '@boathouse/conformance';
import { ConfigError, getToken, resolveLogin } from '@boathouse/sdk';
import { LoginError, UsageError } from '../failures.ts';
import type { Surroundings } from '../surroundings.ts';

/** The flags that say what rules are tried on, as they were given. */
export interface LabFlags {
  readonly storage?: string;
  readonly adminProfile?: string;
  readonly catalog?: string;
  readonly recipient?: string;
}

/** What rules are tried on. */
export interface Ground {
  readonly profile: Profile;
  /** Tables of the suite's own. Whoever opened the ground closes it. */
  readonly lab?: OpenLab;
}

/** How a lab is opened, apart from what the flags say. */
type LabConduct = Pick<LabOptions, 'limits' | 'onStep' | 'onProblem'>;

const readProfile = async (path: string): Promise<Profile> => {
  const { parseProfile } = await import('@boathouse/conformance');
  return parseProfile(await readFile(path, 'utf8'));
};

/** The host and token of an administrator, from where every command looks for them. */
const signIn = async (
  { adminProfile }: LabFlags,
  { env, fetch }: Surroundings,
): Promise<LabOptions['administrator']> => {
  try {
    const login = resolveLogin({ env, profile: adminProfile });
    return { host: login.host, token: (await getToken(login, { fetch })).value };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new LoginError(`With --storage an administrator signs in. ${error.message} --admin-profile names a profile.`);
  }
};

const openLabOf = async (
  flags: LabFlags & { readonly storage: string },
  profilePath: string | undefined,
  surroundings: Surroundings,
  conduct: LabConduct,
): Promise<OpenLab> => {
  const { storage, catalog, recipient: name } = flags;
  if ((name === undefined) !== (profilePath === undefined)) {
    throw new UsageError(
      'With --storage, --profile and --recipient go together: the profile, and the name of the recipient whose it is. ' +
        'Leave out both, and the suite makes a recipient of its own.',
    );
  }
  const recipient =
    name === undefined || profilePath === undefined ? undefined : { name, profile: await readProfile(profilePath) };
  const { openLab } = await import('@boathouse/conformance');
  return openLab({ administrator: await signIn(flags, surroundings), storage, catalog, recipient, ...conduct });
};

/**
 * Opens what rules are tried on: what a profile shows, and with `--storage` tables that are made for it.
 *
 * @param flags with the path of the profile file, where one was named
 * @throws UsageError when the flags do not go together
 * @throws LoginError when nobody can sign in to make tables; LabError when they cannot be made
 */
export const openGround = async (
  { profilePath, ...flags }: LabFlags & { readonly profilePath: string | undefined },
  surroundings: Surroundings,
  conduct: LabConduct,
): Promise<Ground> => {
  const { storage, adminProfile, catalog, recipient } = flags;
  if (storage !== undefined) {
    const lab = await openLabOf({ ...flags, storage }, profilePath, surroundings, conduct);
    return { profile: lab.profile, lab };
  }
  const lone = Object.entries({ adminProfile, catalog, recipient }).find(([, value]) => value !== undefined)?.[0];
  if (lone !== undefined) {
    const flag = lone === 'adminProfile' ? 'admin-profile' : lone;
    throw new UsageError(`--${flag} needs --storage: where the suite may put tables that the server can read.`);
  }
  if (profilePath === undefined) {
    throw new UsageError('Name the profile file: --profile config.share. Or give --storage, to have tables made.');
  }
  return { profile: await readProfile(profilePath) };
};
