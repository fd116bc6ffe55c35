import { decodeJwt } from 'jose';
import type { Claims } from './claims.ts';
import { KeySet } from './key-set.ts';
import type { AzureSetting, IssuerSetting } from './settings.ts';
import { entraSubjectOf, type Subject, subjectOf } from './subject.ts';

/** An issuer whose tokens the workspace believes. */
export interface TrustedIssuer {
  /** The setting that makes it one, for messages: `issuers.0`, `azure`. */
  readonly setting: string;
  /** Its tokens' `iss`. */
  readonly issuer: string;
  /** One of these is in its tokens' `aud`. */
  readonly audiences: () => readonly string[];
  readonly keys: KeySet;
  /** Whom a verified token names; RefusedToken when nobody. `wanted`: the application id that was asked for. */
  readonly subjectOf: (claims: Claims, wanted: string | undefined) => Subject;
  /** Set where people can sign in interactively. */
  readonly client: IssuerClient | undefined;
}

/** The workspace as a client of an issuer. */
export interface IssuerClient {
  /** What the sign-in page calls the issuer. */
  readonly name: string;
  readonly clientId: string;
  /** Undefined for a public client. */
  readonly clientSecret: string | undefined;
}

/** The Entra tenant that the workspace belongs to. */
export interface AzureTenant {
  readonly setting: AzureSetting;
  /** Without a slash at the end. */
  readonly authority: string;
  readonly resourceManager: string;
}

/** All issuers that a workspace trusts. */
export interface TrustedIssuers {
  readonly all: readonly TrustedIssuer[];
  readonly azure: AzureTenant | undefined;
}

/** Databricks in every Entra tenant: what tokens for it have as audience. */
const databricksApplication = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d';

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** Where an issuer says of itself what it is (OpenID Connect Discovery). */
export const discoveryUrlOf = (issuer: string): string => `${withoutSlash(issuer)}/.well-known/openid-configuration`;

const clientOf = ({ client_id, client_secret, name, issuer }: IssuerSetting): IssuerClient | undefined =>
  client_id === undefined
    ? undefined
    : { name: name ?? new URL(issuer).host, clientId: client_id, clientSecret: client_secret };

/** The issuers that Entra's tokens of versions 1 and 2 name. Both are asked at the tenant's authority. */
const entraIssuers = ({ setting, authority }: AzureTenant, now: () => number): readonly TrustedIssuer[] => {
  const tenant = setting.tenant_id.toLowerCase();
  const version1 = authority.endsWith('.chinacloudapi.cn') ? 'https://sts.chinacloudapi.cn' : 'https://sts.windows.net';
  const sources = [
    { issuer: `${version1}/${tenant}/`, discoveryUrl: discoveryUrlOf(`${authority}/${tenant}`) },
    { issuer: `${authority}/${tenant}/v2.0`, discoveryUrl: discoveryUrlOf(`${authority}/${tenant}/v2.0`) },
  ];
  return sources.map(source => ({
    setting: 'azure',
    issuer: source.issuer,
    audiences: () => [databricksApplication],
    keys: new KeySet(source, now),
    subjectOf: (claims, wanted) => entraSubjectOf(setting, claims, wanted),
    client: undefined,
  }));
};

const azureTenant = (setting: AzureSetting): AzureTenant => ({
  setting,
  authority: withoutSlash(setting.authority ?? 'https://login.microsoftonline.com'),
  resourceManager: withoutSlash(setting.resource_manager ?? 'https://management.azure.com'),
});

/** What the issuers are made from. */
export interface IssuerSettings {
  readonly issuers: readonly IssuerSetting[];
  readonly azure?: AzureSetting;
}

/**
 * @param now milliseconds since 1970
 * @param publicUrl where clients reach the workspace
 */
export const trustIssuers = (
  { issuers, azure: azureSetting }: IssuerSettings,
  now: () => number,
  publicUrl: () => string,
): TrustedIssuers => {
  const azure = azureSetting === undefined ? undefined : azureTenant(azureSetting);
  const configured = issuers.map((setting, index) => ({
    setting: `issuers.${index}`,
    issuer: setting.issuer,
    audiences: () => setting.audiences ?? [`${publicUrl()}/oidc/v1/token`],
    keys: new KeySet({ issuer: setting.issuer, discoveryUrl: discoveryUrlOf(setting.issuer) }, now),
    subjectOf: (claims: Claims, wanted: string | undefined) => subjectOf(setting, claims, wanted),
    client: clientOf(setting),
  }));
  return { all: [...configured, ...(azure === undefined ? [] : entraIssuers(azure, now))], azure };
};

/** The issuer that a token says it is of, which is not proved by that; undefined when it is not trusted. */
export const claimedIssuer = ({ all }: TrustedIssuers, token: string): TrustedIssuer | undefined => {
  try {
    const { iss } = decodeJwt(token);
    return all.find(({ issuer }) => issuer === iss);
  } catch {
    return undefined;
  }
};
