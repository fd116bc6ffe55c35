import { versionOf } from '../answers.ts';
import { openProbe } from '../probe.ts';
import { listAll, tablePath } from '../survey.ts';
import { awaitSeen } from './await-seen.ts';
import { type Fixture, openFixture } from './fixture.ts';
import { inParallel } from './in-parallel.ts';
import type { FixtureName, LabTable, ShareOptions } from './lab.ts';
import { LabError } from './lab-error.ts';
import { addToShare, type Place } from './place.ts';

const dataObject = (name: string, { history = true, startVersion = 0, changeFeed = false }: ShareOptions) => ({
  name,
  data_object_type: 'TABLE',
  history_data_sharing_status: history ? 'ENABLED' : 'DISABLED',
  ...(history ? { start_version: startVersion } : {}),
  cdf_enabled: changeFeed,
});

const share = async (place: Place, table: string, options: ShareOptions): Promise<void> => {
  const { workspace, catalog, storage, name } = place;
  const full = `${catalog}.${name}.${table}`;
  const body = {
    ...{ name: table, catalog_name: catalog, schema_name: name },
    ...{ table_type: 'EXTERNAL', data_source_format: 'DELTA' },
    storage_location: `${storage.url}/${table}`,
  };
  await workspace.call(`The table ${full} cannot be made`, { method: 'POST', path: '/tables', body });
  await addToShare(place, `The table ${full} cannot be shared`, dataObject(full, options));
};

/** A table that is shared already. Its commits after a version are still to come. */
const labTable = (
  { name, profile, limits }: Place,
  table: string,
  { expected, logFiles }: Fixture,
  from: { readonly version: number; readonly copy: (path: string) => Promise<void> },
): LabTable => {
  const path = tablePath(name, name, table);
  let { version } = from;
  const append = async () => {
    const files = logFiles[version + 1];
    if (files === undefined) throw new LabError(`The fixture of the table ${table} has no version after ${version}.`);
    for (const file of files) await from.copy(file);
    version += 1;
    const { send } = openProbe(profile, limits);
    await awaitSeen(limits, `Version ${version} of the table ${table} was committed`, async () => {
      return versionOf(await send({ path: `${path}/version` })) >= version;
    });
  };
  const names = { share: name, schema: name, name: table };
  return {
    ...{ ...names, path, expected, append },
    get version() {
      return version;
    },
  };
};

/**
 * Makes a table of a fixture, shares it, and waits until it is listed.
 *
 * @param table its name
 * @throws LabError
 */
export const makeTable = async (
  place: Place,
  table: string,
  from: FixtureName,
  options: ShareOptions,
): Promise<LabTable> => {
  const { storage, limits, profile, name } = place;
  const fixture = await openFixture(from);
  const newest = fixture.logFiles.length - 1;
  const version = Math.min(options.upToVersion ?? newest, newest);
  const copy = async (path: string) => {
    limits.signal?.throwIfAborted();
    await storage.write(`${table}/${path}`, await fixture.read(path));
  };
  const log = fixture.logFiles.slice(0, version + 1);
  await inParallel([...fixture.dataFiles, ...log.flatMap(([, ...others]) => others)], copy);
  // Commits one by one, so that their times ascend: readers go by them.
  for (const [commit] of log) if (commit !== undefined) await copy(commit);
  await share(place, table, options);
  const { send } = openProbe(profile, limits);
  await awaitSeen(limits, `The table ${table} was shared`, async () => {
    return (await listAll(send, `/shares/${name}/all-tables`)).some(item => item['name'] === table);
  });
  return labTable(place, table, fixture, { version, copy });
};
