import { expect, test } from 'vitest';
import { camelCase, pascalCase, requestName } from './names.ts';

test.each([
  ['shares', 'create', 'CreateShareRequest'],
  ['shares', 'listShares', 'ListSharesRequest'],
  ['recipients', 'list', 'ListRecipientsRequest'],
  ['shares', 'updatePermissions', 'UpdateSharePermissionsRequest'],
  ['recipients', 'sharePermissions', 'RecipientSharePermissionsRequest'],
  ['recipientFederationPolicies', 'create', 'CreateRecipientFederationPolicyRequest'],
  ['tokenManagement', 'createOboToken', 'CreateOboTokenRequest'],
  ['secrets', 'putAcl', 'PutSecretAclRequest'],
  ['tables', 'exists', 'TableExistsRequest'],
  ['consumerProviders', 'batchGet', 'ConsumerProviderBatchGetRequest'],
])('the request of %s.%s is %s', (service, operation, expected) => {
  expect(requestName(service, operation)).toBe(expected);
});

test('names change their case with every word', () => {
  expect(pascalCase('providerFiles')).toBe('ProviderFiles');
  expect(pascalCase('partner-connect')).toBe('PartnerConnect');
  expect(camelCase('partner-connect')).toBe('partnerConnect');
});
