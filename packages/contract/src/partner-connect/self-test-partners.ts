import { adminOnly, operation, service } from '../operation.ts';
import { described, Empty, Secret, Type } from '../schema.ts';
import {
  CreateSelfTestPartnerResponse,
  GetSelfTestPartnersResponse,
  SelfTestPartner,
} from './self-test-partners-models.ts';

/** A partner is known by its id alone, so that the id travels in the path although it is kept like a key. */
const id = Secret({ description: 'Id of the partner, as its creation gave it.' });

/** `selfTestPartners`: `/api/2.0/partnerhub/self-test-partners/*`. */
export const selfTestPartners = service(
  'selfTestPartners',
  'partner-connect',
  'Registers a Partner Connect integration under development, so that its makers can test it in their own workspace.',
  {
    create: operation({
      summary: 'Create a self-testing partner',
      description: 'Its tile shows in this workspace only. A workspace has at most one; a second one is a BAD_REQUEST.',
      method: 'POST',
      path: '/api/2.0/partnerhub/self-test-partners/create',
      request: Type.Object({ partner: described(SelfTestPartner, 'Configuration of the new partner.') }),
      response: CreateSelfTestPartnerResponse,
      errors: ['BAD_REQUEST'],
      access: adminOnly,
    }),

    get: operation({
      summary: 'Get the self-testing partner',
      method: 'GET',
      path: '/api/2.0/partnerhub/self-test-partners/get',
      request: Type.Object({}),
      response: GetSelfTestPartnersResponse,
      errors: [],
      access: adminOnly,
    }),

    update: operation({
      summary: 'Replace the configuration of a self-testing partner',
      description: 'Deletes its connections first, with the old configuration. The id stays the same.',
      method: 'PUT',
      path: '/api/2.0/partnerhub/self-test-partners/update/{id}',
      request: Type.Object({ id, partner: described(SelfTestPartner, 'The whole new configuration.') }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    delete: operation({
      summary: 'Delete a self-testing partner',
      description: 'Deletes its connections and the tile. The secret that holds its id is left alone.',
      method: 'DELETE',
      path: '/api/2.0/partnerhub/self-test-partners/delete/{id}',
      request: Type.Object({ id }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),
  },
);
