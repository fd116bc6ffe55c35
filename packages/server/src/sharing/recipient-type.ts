import type { RequestOf, recipients } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { parseSharingIdentifier, toSharingIdentifier } from './sharing-identifier.ts';
import type { Recipient } from './store.ts';

type CreateRequest = RequestOf<(typeof recipients)['operations']['create']>;
type RecipientType = Pick<Recipient, 'authentication_type' | 'sharing_identifier'>;

const wrong = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

/** The metastore that a request names. Older scripts send its identifier as sharing code. */
const identifierOf = ({ data_recipient_global_metastore_id: id, sharing_code }: CreateRequest): string | undefined =>
  id ?? (parseSharingIdentifier(sharing_code ?? '') === undefined ? undefined : sharing_code);

/** What goes only with some types of recipients. */
interface Restrictions {
  readonly expiration_time?: number;
  readonly ip_access_list?: { readonly allowed_ip_addresses?: readonly string[] };
}

/**
 * Refuses what a recipient of its type cannot have.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const checkRestrictions = (
  type: Recipient['authentication_type'],
  { expiration_time, ip_access_list }: Restrictions,
): void => {
  if (type !== 'TOKEN' && expiration_time !== undefined) {
    throw wrong(`A recipient of type ${type} has no token: 'expiration_time' is only for type TOKEN.`);
  }
  if (type === 'DATABRICKS' && (ip_access_list?.allowed_ip_addresses ?? []).length > 0) {
    throw wrong("A recipient of type DATABRICKS takes no 'ip_access_list': its workspace has one of its own.");
  }
};

/**
 * How a new recipient proves who it is: as asked; where nothing is said, by its metastore when that is named, else by a
 * token.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for what does not go together, NOT_IMPLEMENTED for types that are not built
 */
export const toRecipientType = (request: CreateRequest): RecipientType => {
  const identifier = identifierOf(request);
  const type = request.authentication_type ?? (identifier === undefined ? 'TOKEN' : 'DATABRICKS');
  if (type !== 'TOKEN' && type !== 'OIDC_FEDERATION' && type !== 'DATABRICKS') {
    throw new ApiError(
      'NOT_IMPLEMENTED',
      `Recipients of type ${type} are not implemented. Create one of type TOKEN, OIDC_FEDERATION or DATABRICKS.`,
    );
  }
  checkRestrictions(type, request);
  if (type === 'DATABRICKS') {
    if (identifier !== undefined)
      return { authentication_type: type, sharing_identifier: toSharingIdentifier(identifier) };
    throw wrong(
      "A recipient of type DATABRICKS needs 'data_recipient_global_metastore_id', the sharing identifier cloud:region:uuid of its metastore.",
    );
  }
  if (request.data_recipient_global_metastore_id !== undefined || request.sharing_code !== undefined) {
    throw wrong(
      `A recipient of type ${type} takes no 'data_recipient_global_metastore_id' and no 'sharing_code': these are for type DATABRICKS.`,
    );
  }
  return { authentication_type: type, sharing_identifier: null };
};
