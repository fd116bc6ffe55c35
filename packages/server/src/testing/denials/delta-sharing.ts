import { answered, type Denial, denied } from '../denial.ts';

const sharedTable = () => ({ share: 'granted', schema: 'default', table: 'airlines' });

export const deltaSharingDenials: Readonly<Record<string, Denial>> = {
  'deltaSharing.listShares': answered({ items: [] }),
  'deltaSharing.getShare': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.listSchemas': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.listTables': denied(404, () => ({ share: 'granted', schema: 'default' })),
  'deltaSharing.listAllTables': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.getTableVersion': denied(404, sharedTable),
  'deltaSharing.headTable': denied(404, sharedTable),
  'deltaSharing.getTableMetadata': denied(404, sharedTable),
  'deltaSharing.queryTable': denied(404, sharedTable),
};
