import { answered, type Denial, denied, type Fixtures, oidcPolicy } from '../denial.ts';

const noActivation = () => ({ activation_url: 'A'.repeat(43) });
const activation = ({ activationCode }: Fixtures) => ({ activation_url: activationCode });

const aPolicy = () => ({ recipient_name: 'federated', name: 'job' });

export const sharingDenials: Readonly<Record<string, Denial>> = {
  'shares.listShares': answered({ shares: [] }),
  'shares.get': denied(404, () => ({ name: 'granted' })),
  'shares.sharePermissions': denied(404, () => ({ name: 'granted' })),
  'shares.create': denied(403, () => ({ name: 'new' })),
  'shares.update': denied(403, () => ({ name: 'granted', comment: 'changed' })),
  'shares.updatePermissions': denied(403, () => ({
    name: 'granted',
    changes: [{ principal: 'outsider', add: ['SELECT'] }],
  })),
  'recipients.list': answered({ recipients: [] }),
  'recipients.get': denied(404, () => ({ name: 'insider' })),
  'recipients.sharePermissions': denied(404, () => ({ name: 'insider' })),
  'recipients.create': denied(403, () => ({ name: 'new', authentication_type: 'TOKEN' })),
  'recipients.update': denied(403, () => ({ name: 'insider', comment: 'changed' })),
  'recipientFederationPolicies.list': denied(404, () => ({ recipient_name: 'federated' })),
  'recipientFederationPolicies.getFederationPolicy': denied(404, aPolicy),
  'recipientFederationPolicies.create': denied(403, () => ({
    recipient_name: 'federated',
    policy: { name: 'new', oidc_policy: oidcPolicy },
  })),
  'recipientFederationPolicies.update': denied(403, () => ({ ...aPolicy(), policy: { comment: 'changed' } })),
  'recipientFederationPolicies.delete': denied(403, aPolicy),
  'providers.list': answered({ providers: [] }),
  'providers.get': denied(404, () => ({ name: 'carrier' })),
  'providers.listShares': denied(404, () => ({ name: 'carrier' })),
  'providers.listProviderShareAssets': denied(404, () => ({ provider_name: 'carrier', share_name: 'granted' })),
  'providers.create': denied(403, ({ profile }) => ({ name: 'new', recipient_profile_str: profile })),
  'providers.update': denied(403, () => ({ name: 'carrier', comment: 'changed' })),
  'recipientActivation.getActivationUrlInfo': denied(404, noActivation, activation),
  'recipientActivation.retrieveToken': denied(404, noActivation, activation),
};

/** What takes the fixtures away: after everything else. */
export const sharingEnds: Readonly<Record<string, Denial>> = {
  'providers.delete': denied(403, () => ({ name: 'carrier' })),
  'recipients.rotateToken': denied(403, () => ({ name: 'insider' })),
  'recipients.delete': denied(403, () => ({ name: 'insider' })),
  'shares.delete': denied(403, () => ({ name: 'granted' })),
};
