import type { Limits } from '../probe.ts';
import type { Profile } from '../profile.ts';
import type { Storage } from './storage.ts';
import type { Workspace } from './workspace.ts';

/** Where things are made, and who sees them. */
export interface Place {
  readonly workspace: Workspace;
  readonly storage: Storage;
  readonly catalog: string;
  /** Of the share, and of its one schema. */
  readonly name: string;
  /** Of the recipient that the share was granted to. */
  readonly profile: Profile;
  readonly limits: Limits;
}

/**
 * Adds something to the share.
 *
 * @param failure what a failure says first: `The table x cannot be shared`
 * @param dataObject as the Databricks REST API has it
 * @throws LabError
 */
export const addToShare = async ({ workspace, name }: Place, failure: string, dataObject: object): Promise<void> => {
  const body = { updates: [{ action: 'ADD', data_object: dataObject }] };
  await workspace.call(failure, { method: 'PATCH', path: `/shares/${name}`, body });
};
