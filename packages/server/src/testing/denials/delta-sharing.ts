import { answered, type Denial, denied } from '../denial.ts';

const sharedVolume = () => ({ share: 'granted', schema: 'default', volume: 'papers' });
const sharedTable = () => ({ share: 'granted', schema: 'default', table: 'airlines' });

export const deltaSharingDenials: Readonly<Record<string, Denial>> = {
  'deltaSharing.listShares': answered({ items: [] }),
  'deltaSharing.getShare': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.listSchemas': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.listTables': denied(404, () => ({ share: 'granted', schema: 'default' })),
  'deltaSharing.listAllTables': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.getTable': denied(404, sharedTable),
  'deltaSharing.getTableVersion': denied(404, sharedTable),
  'deltaSharing.headTable': denied(404, sharedTable),
  'deltaSharing.getTableMetadata': denied(404, sharedTable),
  'deltaSharing.queryTable': denied(404, sharedTable),
  // The table is shared without its history: see changes.test.ts.
  'deltaSharing.queryTableChanges': {
    ...denied(404, () => ({ ...sharedTable(), startingVersion: 0 })),
    rightfulStatus: 400,
  },
  // No query is pending, so that there is none for anybody: see async-queries.test.ts.
  'deltaSharing.getQuery': { ...denied(404, () => ({ ...sharedTable(), queryId: 'none' })), rightfulStatus: 404 },
  // The table is in a folder, which there are no credentials for: see directory-access.test.ts.
  'deltaSharing.generateTemporaryTableCredential': { ...denied(404, sharedTable), rightfulStatus: 400 },
  'deltaSharing.listVolumes': denied(404, () => ({ share: 'granted', schema: 'default' })),
  'deltaSharing.listAllVolumes': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.getVolume': denied(404, sharedVolume),
  'deltaSharing.listVolumeFiles': denied(404, sharedVolume),
  // So is the volume: see volumes-contents.test.ts.
  'deltaSharing.generateTemporaryVolumeCredential': { ...denied(404, sharedVolume), rightfulStatus: 400 },
};
