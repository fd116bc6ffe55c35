import { recipientFederationPolicies } from '@boathouse/contract';
import type { Selectable } from 'kysely';
import { refuseTaken } from '../catalog/refuse-taken.ts';
import type { Queries } from '../database/database.ts';
import { rowCount } from '../database/prepared.ts';
import type { Tables } from '../database/tables.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { pageSize, readPage } from '../http/paging.ts';
import { requireOwner, requireVisible } from './access.ts';
import { checkPolicyName, toPolicyColumns } from './check-policy.ts';
import { getRecipient, type Recipient } from './store.ts';

type Policy = Selectable<Tables['federation_policies']>;

const describe = (policy: Policy) => {
  const audiences = JSON.parse(policy.audiences) as string[];
  return {
    id: policy.id,
    name: policy.name,
    ...(policy.comment === null ? {} : { comment: policy.comment }),
    oidc_policy: {
      issuer: policy.issuer,
      subject_claim: policy.subject_claim,
      subject: policy.subject,
      ...(audiences.length === 0 ? {} : { audiences }),
    },
    create_time: new Date(policy.created_at).toISOString(),
    update_time: new Date(policy.updated_at).toISOString(),
  };
};

const policiesOf = (queries: Queries, recipient: Recipient) =>
  queries.selectFrom('federation_policies').selectAll().where('recipient_id', '=', recipient.id);

/** @throws ApiError RESOURCE_DOES_NOT_EXIST */
const getPolicy = async (queries: Queries, recipient: Recipient, name: string): Promise<Policy> => {
  const policy = await policiesOf(queries, recipient).where('name', '=', name).executeTakeFirst();
  if (policy !== undefined) return policy;
  throw new ApiError(
    'RESOURCE_DOES_NOT_EXIST',
    `Federation policy '${name}' of recipient '${recipient.name}' does not exist.`,
  );
};

/** @throws ApiError RECIPIENT_DOES_NOT_EXIST, PERMISSION_DENIED */
const getOwned = async (context: Context, name: string, transaction: Queries): Promise<Recipient> => {
  const recipient = await getRecipient(context.workspace.database, name, transaction);
  await requireOwner(context, 'RECIPIENT', recipient, transaction);
  return recipient;
};

const getSeen = async (context: Context, name: string): Promise<Recipient> => {
  const recipient = await getRecipient(context.workspace.database, name);
  await requireVisible(context, 'RECIPIENT', recipient);
  return recipient;
};

const requireFederated = ({ name, authentication_type }: Recipient): void => {
  if (authentication_type === 'OIDC_FEDERATION') return;
  throw new ApiError(
    'INVALID_STATE',
    `Recipient '${name}' is of type ${authentication_type}. Only recipients of type OIDC_FEDERATION have federation policies.`,
  );
};

const updatable = ['comment', 'oidc_policy'] as const;
type Updatable = (typeof updatable)[number];

/** @throws ApiError INVALID_PARAMETER_VALUE for a field that cannot change */
const fieldsOf = (mask: string | undefined): ReadonlySet<Updatable> | undefined => {
  if (mask === undefined || mask.trim() === '' || mask.trim() === '*') return undefined;
  const fields = mask.split(',').map(field => field.trim());
  const wrong = fields.find(field => !updatable.some(name => name === field));
  if (wrong === undefined) return new Set(fields as Updatable[]);
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `Field 'update_mask' names '${wrong}'. What can change: ${updatable.join(', ')}.`,
  );
};

/** Administers which tokens of outside issuers a recipient may come with. */
export const federationPoliciesRoom = room(recipientFederationPolicies, authenticateCaller, {
  create: async ({ recipient_name, policy }, context) => {
    const { workspace } = context;
    const now = workspace.now();
    const created = await context
      .write(async transaction => {
        const recipient = await getOwned(context, recipient_name, transaction);
        requireFederated(recipient);
        const row = {
          id: workspace.newId(),
          recipient_id: recipient.id,
          name: checkPolicyName(policy.name),
          comment: policy.comment ?? null,
          ...toPolicyColumns(policy.oidc_policy, workspace.publicUrl()),
          created_at: now,
          updated_at: now,
        };
        await transaction.insertInto('federation_policies').values(row).execute();
        return row;
      })
      .catch(refuseTaken('ALREADY_EXISTS', `Federation policy '${policy.name}' of recipient '${recipient_name}'`));
    return describe(created);
  },

  getFederationPolicy: async ({ recipient_name, name }, context) => {
    const recipient = await getSeen(context, recipient_name);
    return describe(await getPolicy(context.workspace.database.read, recipient, name));
  },

  list: async ({ recipient_name, max_results, page_token }, context) => {
    const { workspace, principal } = context;
    const recipient = await getSeen(context, recipient_name);
    const binding = ['federation-policies', recipient.id, principal.id];
    const { items, nextPageToken } = await readPage(
      workspace,
      { binding, token: page_token, size: pageSize(max_results ?? 0) },
      (after, limit) =>
        policiesOf(workspace.database.read, recipient)
          .where('name', '>', after)
          .orderBy('name')
          .limit(rowCount(limit))
          .execute(),
      policy => policy.name,
    );
    return {
      policies: items.map(describe),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },

  update: async ({ recipient_name, name, policy, update_mask }, context) => {
    const { workspace } = context;
    const fields = fieldsOf(update_mask);
    const takes = (field: Updatable) => (fields === undefined ? policy[field] !== undefined : fields.has(field));
    const changed = await context.write(async transaction => {
      const found = await getPolicy(transaction, await getOwned(context, recipient_name, transaction), name);
      const values = {
        ...(takes('comment') ? { comment: policy.comment ?? null } : {}),
        ...(takes('oidc_policy') ? toPolicyColumns(policy.oidc_policy, workspace.publicUrl()) : {}),
        updated_at: workspace.now(),
      };
      await transaction.updateTable('federation_policies').set(values).where('id', '=', found.id).execute();
      return { ...found, ...values };
    });
    return describe(changed);
  },

  delete: async ({ recipient_name, name }, context) => {
    await context.write(async transaction => {
      const recipient = await getOwned(context, recipient_name, transaction);
      const { id } = await getPolicy(transaction, recipient, name);
      await transaction.deleteFrom('federation_policies').where('id', '=', id).execute();
    });
    return {};
  },
});
