import { type JsonSchema, type RequestOf, type ResponseOf, storageCredentials } from '@boathouse/contract';
import { isMetadataUrl } from '../http/allowed-url.ts';
import { ApiError } from '../http/api-error.ts';
import { accessProblem, type StorageAccess } from '../storage/credential-store.ts';

type Request = RequestOf<(typeof storageCredentials)['operations']['validate']>;
type Info = ResponseOf<(typeof storageCredentials)['operations']['get']>;

const standard = [
  'aws_iam_role',
  'azure_managed_identity',
  'azure_service_principal',
  'cloudflare_api_token',
  'databricks_gcp_service_account',
] as const;
const own = ['s3', 'azure', 'gcs', 'local'] as const;

type Standard = (typeof standard)[number];
type Own = (typeof own)[number];
type Fields = Readonly<Record<string, unknown>>;

/** What a storage credential is, apart from its name. */
export interface Credential {
  /** A field of the API, or `boathouse.` and a field of that one. */
  readonly kind: Standard | `boathouse.${Own}`;
  /** What may be shown. */
  readonly details: Fields;
  /** What may not. */
  readonly secrets: Fields;
}

/** Where the server would send requests to, which is the business of whoever runs it. */
const addressFields = ['endpoint', 'authority', 'token_endpoint', 'sts_endpoint'];

const invalid = (message: string): ApiError => new ApiError('INVALID_PARAMETER_VALUE', message);

const given = <Name extends string>(names: readonly Name[], fields: Readonly<Partial<Record<Name, object>>>) =>
  names.filter(name => fields[name] !== undefined && fields[name] !== null);

/** The fields of a kind, as they are declared. */
const declared = (kind: Credential['kind']): Readonly<Record<string, JsonSchema>> => {
  const { request }: { readonly request: JsonSchema } = storageCredentials.operations.create;
  const found = kind.split('.').reduce<JsonSchema | undefined>((schema, name) => schema?.properties?.[name], request);
  return found?.properties ?? {};
};

/** Only what is declared is taken: whatever else a caller sends must not reach a store. */
const newCredential = (kind: Credential['kind'], sent: object): Credential => {
  const fields = Object.entries(declared(kind)).flatMap(([name, schema]) => {
    const value = (sent as Fields)[name];
    return value === undefined ? [] : [{ name, value, isSecret: schema['x-secret'] === true }];
  });
  const of = (secret: boolean): Fields =>
    Object.fromEntries(fields.filter(({ isSecret }) => isSecret === secret).map(({ name, value }) => [name, value]));
  return { kind, details: of(false), secrets: of(true) };
};

/**
 * The credential that a request holds.
 *
 * @returns undefined when it holds none
 * @throws ApiError INVALID_PARAMETER_VALUE for several
 */
export const readCredential = (request: Request): Credential | undefined => {
  const kinds = given([...standard, 'boathouse'], request);
  const [kind] = kinds;
  if (kinds.length > 1) throw invalid(`Exactly one kind of credential may be given, not ${kinds.join(' and ')}.`);
  if (kind === undefined) return undefined;
  if (kind !== 'boathouse') return newCredential(kind, request[kind] ?? {});
  const { boathouse = {} } = request;
  const [field, ...more] = given(own, boathouse);
  if (field === undefined || more.length > 0) {
    throw invalid(`Field 'boathouse' must hold exactly one of ${own.join(', ')}.`);
  }
  return newCredential(`boathouse.${field}`, boathouse[field] ?? {});
};

/** Whether two credentials are one and the same. A secret that is empty was never shown, so that it was not changed. */
export const isSameCredential = (one: Credential, other: Credential): boolean => {
  const sorted = (fields: Fields) => JSON.stringify(Object.entries(fields).sort());
  const isUnsent = Object.values(other.secrets).every(secret => secret === '');
  return (
    one.kind === other.kind &&
    sorted(one.details) === sorted(other.details) &&
    (isUnsent || sorted(one.secrets) === sorted(other.secrets))
  );
};

/** Whether the credential says where requests go, which only metastore administrators may. */
export const hasAddress = ({ details }: Credential): boolean => addressFields.some(name => name in details);

/** Nobody's account: the workspace has no AWS identity, and says so when the role is to be used. */
const nobodysArn = 'arn:aws:iam::000000000000:role/boathouse';

/**
 * A credential as the API shows it: without its secrets, and with what Databricks generates for each.
 *
 * @param id of the storage credential
 */
export const describeCredential = (id: string, { kind, details }: Omit<Credential, 'secrets'>): Info => {
  const [, field] = kind.split('.');
  // What was taken in as the type of a field is given out as it.
  const shown = (more: Fields) => ({ [kind]: { ...details, ...more } }) as Info;
  if (field !== undefined) return { boathouse: { [field]: details } };
  if (kind === 'aws_iam_role') return shown({ external_id: id, unity_catalog_iam_arn: nobodysArn });
  if (kind === 'azure_managed_identity') return shown({ credential_id: id });
  if (kind === 'databricks_gcp_service_account') return shown({ credential_id: id, email: `${id}@boathouse.invalid` });
  return shown({ [kind === 'azure_service_principal' ? 'client_secret' : 'secret_access_key']: '' });
};

const missing: Readonly<Partial<Record<Credential['kind'], string>>> = {
  aws_iam_role: 'no AWS identity that could assume a role. Use a key pair in its place, as "boathouse": {"s3": …}.',
  azure_managed_identity:
    'no access connector. Use azure_service_principal, or an account key as "boathouse": {"azure": …}.',
  databricks_gcp_service_account: 'no service account of its own. Use the key of one as "boathouse": {"gcs": …}.',
};

/** A credential that the server has no means to use. `problem` is a sentence that says what to use in its place. */
export interface Unusable {
  readonly kind: 'unusable';
  readonly problem: string;
}

const unusable = (problem: string): Unusable => ({ kind: 'unusable', problem });

/** What the server opens storage with, when it has the means to use the credential. */
export const toAccess = ({ kind, details, secrets }: Credential): StorageAccess | Unusable => {
  const lacks = missing[kind];
  if (lacks !== undefined) return unusable(`It is of kind ${kind}, and the workspace has ${lacks}`);
  const fields = { ...details, ...secrets };
  // The contract says that these fields are there, and text.
  const text = (name: string) => fields[name] as string;
  if (kind === 'azure_service_principal') {
    const application = { tenant_id: text('directory_id'), client_id: text('application_id') };
    return { kind: 'azure', access: { ...application, client_secret: text('client_secret') } };
  }
  if (kind === 'cloudflare_api_token') {
    if (details['account_id'] === undefined)
      return unusable('It has no account_id, by which Cloudflare R2 is reached.');
    const keys = { access_key_id: text('access_key_id'), secret_access_key: text('secret_access_key') };
    const endpoint = `https://${text('account_id')}.r2.cloudflarestorage.com`;
    return { kind: 's3', access: { ...keys, region: 'auto', endpoint } };
  }
  if (kind === 'boathouse.local') return { kind: 'local' };
  // What is declared for a field of `boathouse` is what the settings of such a store have.
  return { kind: kind.replace('boathouse.', ''), access: fields } as StorageAccess;
};

/** @throws ApiError INVALID_PARAMETER_VALUE for a credential that cannot be right, whatever it is to open */
export const checkCredential = (credential: Credential): void => {
  const { account_id: account } = credential.details;
  if (credential.kind === 'cloudflare_api_token' && account !== undefined && !/^[0-9a-f]{32}$/i.test(String(account))) {
    throw invalid('Field cloudflare_api_token.account_id must be 32 hexadecimal digits.');
  }
  const metadata = addressFields.find(name => isMetadataUrl(String(credential.details[name] ?? '')));
  if (metadata !== undefined) throw invalid(`Field ${metadata} must not lead to the metadata service of a cloud.`);
  const access = toAccess(credential);
  const problem = access.kind === 'unusable' ? undefined : accessProblem(access);
  if (problem !== undefined) throw invalid(`The credential of kind ${credential.kind} is not usable: ${problem}.`);
};
