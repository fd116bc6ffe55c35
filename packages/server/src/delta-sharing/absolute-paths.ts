import {
  type ExternalLocation,
  filesAt,
  findCovering,
  isWithin,
  outerUrls,
  placesAround,
} from '../catalog/covering-location.ts';
import type { Securable } from '../catalog/privileges.ts';
import { asExternalLocation, asTable, asVolume } from '../catalog/securables.ts';
import { tablesById } from '../catalog/store.ts';
import { volumesById } from '../catalog/volumes-store.ts';
import { fileUrl, outsideTable } from '../storage/file-url.ts';
import type { TableStore } from '../storage/object-store.ts';
import type { Workspace } from '../workspace.ts';
import { missingRight, readersThatCount, type TableInShare } from './absolute-path-rights.ts';

/** A shared table whose log may name files by URIs, and its own store. */
export interface CloneInShare extends TableInShare {
  readonly store: TableStore;
}

/** Where a file is that a log names by a URI. */
export interface LocatedFile {
  readonly store: TableStore;
  /** Below the root of the store, as stores take paths. */
  readonly path: string;
  /** Whether the table's own store has it. */
  readonly isOwn: boolean;
}

/**
 * Takes a URI out of the log. Throws `StorageError` `OUTSIDE_TABLE` for a file that the rule does not open, with the reason,
 * which is for administrators; `LocationError` and others for a location that cannot be opened.
 */
export type AbsoluteFiles = (path: string) => Promise<LocatedFile>;

/** An external location that files may be read in, and what the catalog has in it. */
interface OpenedLocation {
  readonly row: ExternalLocation;
  readonly store: TableStore;
  /** Ids by locations. */
  readonly tables: ReadonlyMap<string, string>;
  readonly volumes: ReadonlyMap<string, string>;
}

const pathBelow = (url: string, root: string): string => url.slice(root.endsWith('/') ? root.length : root.length + 1);

/** The table or volume of the catalog that the files of a folder are of. */
const holderOf = (
  { tables, volumes }: OpenedLocation,
  folder: string,
): { readonly id: string; readonly isTable: boolean } | undefined => {
  for (const outer of outerUrls(folder)) {
    const [table, volume] = [tables.get(outer), volumes.get(outer)];
    if (table !== undefined) return { id: table, isTable: true };
    if (volume !== undefined) return { id: volume, isTable: false };
  }
  return undefined;
};

const openCovering = async ({ database: { read }, tableStores }: Workspace, path: string, folder: string) => {
  const row = await findCovering(read, folder);
  if (row === undefined) throw outsideTable(path, 'lies in no external location');
  const [tables, volumes] = [await placesAround(read, 'tables', row.url), await placesAround(read, 'volumes', row.url)];
  return { row, tables, volumes, store: await tableStores.open(await filesAt(read, row.url, row)) };
};

/** Folders that are remembered while one answer is signed: a source may have as many as partitions. */
const mostFolders = 10_000;

/**
 * Finds the files that the log of a shared table names by URIs, as shallow clones name those of their source.
 *
 * Below the table's own root, a file is the table's like any other. Elsewhere it is found in an external location alone,
 * never by the settings of the server; and only if all by whose rights it is given away hold READ FILES there, and may
 * read the table or volume that it is a file of, if the catalog knows one: see `readersThatCount`.
 *
 * Keep what this gives for one answer, or one request for a file, and no longer: a location, table or volume is looked up
 * once, and rights that are taken away count from the next answer on.
 */
export const absoluteFiles = (workspace: Workspace, clone: CloneInShare): AbsoluteFiles => {
  const { database } = workspace;
  const opened: OpenedLocation[] = [];
  const folders = new Map<string, OpenedLocation>();
  const admitted = new Set<string>();
  let readers: ReturnType<typeof readersThatCount> | undefined;

  const admit = async (path: string, object: Securable): Promise<void> => {
    readers ??= readersThatCount(database, clone);
    const missing = await missingRight(database, await readers, object);
    if (missing !== undefined) throw outsideTable(path, `may not be given away: ${missing}`);
    admitted.add(object.id);
  };

  const admitHolder = async (
    path: string,
    { id, isTable }: NonNullable<ReturnType<typeof holderOf>>,
  ): Promise<void> => {
    if (admitted.has(id)) return;
    const table = isTable ? (await tablesById(database.read, [id])).get(id) : undefined;
    if (table !== undefined) return admit(path, asTable(table));
    const volume = isTable ? undefined : (await volumesById(database.read, [id])).get(id);
    if (volume === undefined) throw outsideTable(path, 'is of a table or volume that is being dropped');
    await admit(path, asVolume(volume));
  };

  const open = async (path: string, folder: string): Promise<OpenedLocation> => {
    const known = opened.find(({ row }) => isWithin(folder, row.url));
    if (known !== undefined) return known;
    const location = await openCovering(workspace, path, folder);
    await admit(path, asExternalLocation(location.row));
    opened.push(location);
    return location;
  };

  const openFolder = async (path: string, folder: string): Promise<OpenedLocation> => {
    const location = await open(path, folder);
    const holder = holderOf(location, folder);
    if (holder !== undefined) await admitHolder(path, holder);
    if (folders.size < mostFolders) folders.set(folder, location);
    return location;
  };

  return async path => {
    const url = fileUrl(path);
    const { store } = clone;
    if (isWithin(url, store.location)) return { store, path: pathBelow(url, store.location), isOwn: true };
    const folder = url.slice(0, url.lastIndexOf('/'));
    const location = folders.get(folder) ?? (await openFolder(path, folder));
    return { store: location.store, path: pathBelow(url, location.row.url), isOwn: false };
  };
};
