import { addToShare, type Place } from './place.ts';

/**
 * Makes a volume with one file, and shares it.
 *
 * @throws LabError, for example where the server has no volumes
 */
export const makeVolume = async (place: Place): Promise<void> => {
  const { workspace, storage, catalog, name } = place;
  const full = `${catalog}.${name}.files`;
  await storage.write('files/note.txt', Buffer.from('One file of a volume.\n'));
  const body = {
    ...{ name: 'files', catalog_name: catalog, schema_name: name },
    ...{ volume_type: 'EXTERNAL', storage_location: `${storage.url}/files` },
  };
  await workspace.call(`The volume ${full} cannot be made`, { method: 'POST', path: '/volumes', body });
  await addToShare(place, `The volume ${full} cannot be shared`, { name: full, data_object_type: 'VOLUME' });
};
