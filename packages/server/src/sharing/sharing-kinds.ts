import { requireGrantable } from '../catalog/privilege-table.ts';
import type { Grant, SecurableKind } from '../catalog/securable-kind.ts';
import { requireMayManageProvider, requireMayUpdateRecipient, requireVisible } from './access.ts';
import { changeGrants, getVisibleShare } from './grants.ts';
import { getProvider, getRecipient, granteesOf, type Recipient } from './store.ts';

const toGrants = (recipients: readonly Recipient[]): readonly Grant[] =>
  recipients.map(({ name }) => ({ principal: name, privilege: 'SELECT' }));

/** The grants on a share are its recipients. */
const shareKind: SecurableKind = {
  type: 'SHARE',
  read: async (context, name, principal) => {
    const { database } = context.workspace;
    const share = await getVisibleShare(context, name);
    const recipients = await granteesOf(database.read, share.id).execute();
    if (principal === undefined) return toGrants(recipients);
    const { id } = await getRecipient(database, principal);
    return toGrants(recipients.filter(recipient => recipient.id === id));
  },
  change: async (...call) => toGrants(await changeGrants(...call)),
};

/** Nothing can be granted on a recipient. */
const recipientKind: SecurableKind = {
  type: 'RECIPIENT',
  read: async (context, name) => {
    await requireVisible(context, 'RECIPIENT', await getRecipient(context.workspace.database, name));
    return [];
  },
  change: async (transaction, context, name, changes) => {
    const recipient = await getRecipient(context.workspace.database, name, transaction);
    await requireMayUpdateRecipient(context, recipient, undefined, transaction);
    for (const privilege of changes.flatMap(({ add = [] }) => add)) requireGrantable(privilege, 'RECIPIENT');
    return [];
  },
};

/** Nor on a provider: who may use it, a privilege on the metastore says. */
const providerKind: SecurableKind = {
  type: 'PROVIDER',
  read: async (context, name) => {
    await requireVisible(context, 'PROVIDER', await getProvider(context.workspace.database.read, name));
    return [];
  },
  change: async (transaction, context, name, changes) => {
    await requireMayManageProvider(context, await getProvider(transaction, name), undefined, transaction);
    for (const privilege of changes.flatMap(({ add = [] }) => add)) requireGrantable(privilege, 'PROVIDER');
    return [];
  },
};

/** The types of securables that sharing has. */
export const sharingKinds: readonly SecurableKind[] = [shareKind, recipientKind, providerKind];
