/**
 * Gives a partner an identity and a token of its own, renews the token, and takes everything back. Runs against the
 * workspace of the usual configuration, Databricks or Boathouse; against one of its own:
 *
 *     node tools/node.mjs examples/testing/with-workspace.ts node examples/partner-tokens.ts
 */
import { ResourceDoesNotExist, WorkspaceClient } from '@boathouse/sdk';

const twoWeeks = 14 * 24 * 60 * 60;
const workspace = new WorkspaceClient();

const day = (milliseconds: number | undefined) => new Date(milliseconds ?? 0).toISOString().slice(0, 10);

const partner = await workspace.servicePrincipals.create({ displayName: 'FIVETRAN_USER' });
console.log(`${partner.displayName} has the application id ${partner.applicationId}`);

const makeToken = async () => {
  const made = await workspace.tokenManagement.createOboToken({
    application_id: partner.applicationId ?? '',
    comment: 'Partner Connect',
    lifetime_seconds: twoWeeks,
  });
  console.log(`Token ${made.token_info?.token_id?.slice(0, 8)}… is good until ${day(made.token_info?.expiry_time)}`);
  return made;
};

/** Who a token belongs to, as the workspace says it. */
const ownerOf = async (token: string | undefined) =>
  (await new WorkspaceClient({ host: workspace.host, token: token ?? '' }).currentUser.me()).userName;

const first = await makeToken();
console.log(`The partner calls as ${await ownerOf(first.token_value)}`);

const second = await makeToken();
await workspace.tokenManagement.delete({ token_id: first.token_info?.token_id ?? '' });
console.log('The first token is revoked; the partner goes on with the second');
await ownerOf(second.token_value);

await workspace.servicePrincipals.delete({ id: partner.id ?? '' });
const left = await workspace.tokenManagement.get({ token_id: second.token_info?.token_id ?? '' }).catch(error => error);
if (!(left instanceof ResourceDoesNotExist)) throw new Error('The token outlived its service principal.');
console.log('The service principal is gone, and its token with it');
