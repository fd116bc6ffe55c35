import { brokenRule, type Claims, textClaim } from './claims.ts';
import { RefusedToken } from './refused-token.ts';
import type { AzureSetting, IssuerSetting } from './settings.ts';

/** Whom a token names. */
export type Subject = NamedUser | NamedServicePrincipal;

export interface NamedUser {
  readonly kind: 'USER';
  /** The user name. */
  readonly name: string;
  readonly displayName: string;
  /** Whether a user who is not there yet is added. */
  readonly provision: boolean;
}

export interface NamedServicePrincipal {
  readonly kind: 'SERVICE_PRINCIPAL';
  /** The application id. */
  readonly name: string;
}

const servicePrincipal = (name: string): NamedServicePrincipal => ({ kind: 'SERVICE_PRINCIPAL', name });

const userOf = (claims: Claims, { claim = 'sub', provision = false }: NonNullable<IssuerSetting['users']>) => {
  const name = textClaim(claims, claim);
  if (name === undefined) return undefined;
  // Who may write any address into their account would be whoever owns it.
  if (claim === 'email' && 'email_verified' in claims && `${claims['email_verified']}` !== 'true') {
    throw new RefusedToken('has an address in `email` that its issuer has not verified');
  }
  return { kind: 'USER', name, displayName: textClaim(claims, 'name') ?? name, provision } as const;
};

/** Service principals that a program's token may sign in as: the one that it names, and those of matching workloads. */
const applicationIds = (claims: Claims, { service_principals, workloads = [] }: IssuerSetting): readonly string[] => {
  const named = service_principals === undefined ? undefined : textClaim(claims, service_principals.claim ?? 'sub');
  const matching = workloads.filter(workload => brokenRule(claims, workload.claims) === undefined);
  const ids = matching.map(workload => workload.application_id);
  return [...new Set(named === undefined ? ids : [named, ...ids])];
};

/** Whom a token of a configured issuer names; `wanted` is the application id that a client asked for, if any. */
export const subjectOf = (setting: IssuerSetting, claims: Claims, wanted: string | undefined): Subject => {
  const broken = brokenRule(claims, setting.claims ?? {});
  if (broken !== undefined) throw new RefusedToken(`does not have in \`${broken}\` what the setting demands`);
  const ids = applicationIds(claims, setting);
  if (wanted !== undefined) {
    const found = ids.find(id => id.toLowerCase() === wanted.toLowerCase());
    if (found === undefined) throw new RefusedToken(`does not stand for the service principal ${wanted}`);
    return servicePrincipal(found);
  }
  const user = setting.users === undefined ? undefined : userOf(claims, setting.users);
  if (user !== undefined) return user;
  const [first, ...others] = ids;
  if (first === undefined) throw new RefusedToken('has none of the claims by which the setting knows principals');
  if (others.length > 0) {
    throw new RefusedToken(`stands for several service principals (${ids.join(', ')}): say which by client_id`);
  }
  return servicePrincipal(first);
};

/** Claims that hold a user name in Entra's tokens of both versions, the most telling one first. */
const entraUserClaims = ['upn', 'preferred_username', 'unique_name'];

/** The application that got an Entra token for itself, and not for a person. */
export const entraApplication = (claims: Claims): string | undefined => {
  const isPerson = claims['idtyp'] !== 'app' && entraUserClaims.some(name => textClaim(claims, name) !== undefined);
  return isPerson ? undefined : (textClaim(claims, 'appid') ?? textClaim(claims, 'azp'));
};

/** Whom a token of the Entra tenant names. */
export const entraSubjectOf = (setting: AzureSetting, claims: Claims, wanted: string | undefined): Subject => {
  if (`${claims['tid']}`.toLowerCase() !== setting.tenant_id.toLowerCase()) {
    throw new RefusedToken('is of another tenant than the setting names');
  }
  const application = entraApplication(claims);
  if (wanted !== undefined && application?.toLowerCase() !== wanted.toLowerCase()) {
    throw new RefusedToken(`does not stand for the service principal ${wanted}`);
  }
  if (application !== undefined) return servicePrincipal(application);
  const name = entraUserClaims.map(claim => textClaim(claims, claim)).find(text => text !== undefined);
  if (name === undefined) throw new RefusedToken('names neither a user nor an application');
  const displayName = textClaim(claims, 'name') ?? name;
  return { kind: 'USER', name, displayName, provision: setting.provision_users ?? false };
};
