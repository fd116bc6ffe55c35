import { answered, type Denial, denied, type Fixtures } from '../denial.ts';

const noActivation = () => ({ activation_url: 'A'.repeat(43) });
const activation = ({ activationCode }: Fixtures) => ({ activation_url: activationCode });

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
  'recipientActivation.getActivationUrlInfo': denied(404, noActivation, activation),
  'recipientActivation.retrieveToken': denied(404, noActivation, activation),
};

/** What takes the fixtures away: after everything else. */
export const sharingEnds: Readonly<Record<string, Denial>> = {
  'recipients.rotateToken': denied(403, () => ({ name: 'insider' })),
  'recipients.delete': denied(403, () => ({ name: 'insider' })),
  'shares.delete': denied(403, () => ({ name: 'granted' })),
};
