import { DeltaError } from './errors.ts';
import { readLastCheckpoint } from './last-checkpoint.ts';
import { type LogFile, type LogPath, logDirectory, parseLogPath, versionPrefix } from './log-path.ts';
import { type LogSegment, newestCheckpoint, newestVersion, planLogSegment } from './log-segment.ts';
import type { ObjectReader, StoredObject } from './object-reader.ts';

/** Two questions for the newest version within this time get the same answer. */
const probeInterval = 1000;

/**
 * What is known of the log of one table, so that a question for its newest version is one short listing. It keeps the
 * names of the files since the newest checkpoint, never their contents.
 */
export class TableLog {
  readonly #now: () => number;
  /** The log's files from a checkpoint, or from version 0, on; empty when nothing is known yet. */
  #files: readonly LogFile[] = [];
  #probe: { readonly at: number; done: boolean; readonly version: Promise<number> } | undefined;

  /** @param now the clock, in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * The newest version. One listing at a time and at most one a second: callers meanwhile get the last one's answer.
   *
   * @throws DeltaError TABLE_NOT_FOUND
   */
  latestVersion(reader: ObjectReader): Promise<number> {
    const last = this.#probe;
    const at = this.#now();
    // The absolute value: a clock that was set back must not stop the probes.
    if (last !== undefined && (!last.done || Math.abs(at - last.at) < probeInterval)) return last.version;
    const probe = { at, done: false, version: this.#refresh(reader) };
    const done = () => {
      probe.done = true;
    };
    probe.version.then(done, done);
    this.#probe = probe;
    return probe.version;
  }

  /** The files to read for a version. Throws as `planLogSegment` does. */
  async segment(reader: ObjectReader, version: number): Promise<LogSegment> {
    const known = this.#files;
    if (version <= (newestVersion(known) ?? -1) && reaches(known, version)) return planLogSegment(known, version);
    return planLogSegment(await listLog(reader), version);
  }

  /**
   * The object that stands for a version: its commit, or its checkpoint when the commit has been cleaned up. A table
   * that is dropped and made again begins at version 0 again; this tells the two apart.
   *
   * @throws DeltaError VERSION_NOT_FOUND
   */
  async identity(reader: ObjectReader, version: number): Promise<StoredObject> {
    const known = identityOf(this.#files, version) ?? identityOf(await listVersion(reader, version), version);
    if (known !== undefined) return known;
    const latest = await this.latestVersion(reader);
    const reason = version > latest ? `the newest version is ${latest}` : 'its part of the log has been cleaned up';
    throw new DeltaError('VERSION_NOT_FOUND', `Version ${version} does not exist: ${reason}`);
  }

  /**
   * The files of the log of some versions, in the order of their names, by a listing of its own.
   *
   * @param to the last version; the newest when left out
   */
  async files(reader: ObjectReader, from: number, to = Infinity): Promise<readonly LogFile[]> {
    const files: LogFile[] = [];
    for await (const file of logFiles(reader, from)) {
      if (firstVersion(file) > to) break;
      files.push(file);
    }
    return files;
  }

  /** Forgets everything, because the store contradicted it. */
  forget(): void {
    this.#files = [];
    this.#probe = undefined;
  }

  async #refresh(reader: ObjectReader): Promise<number> {
    const files = (await continueListing(reader, this.#files)) ?? (await listFromCheckpoint(reader));
    this.#files = sinceCheckpoint(files);
    // Planning is what says why there is no newest version.
    return newestVersion(files) ?? planLogSegment(files).version;
  }
}

/** Lists what came after the known files; `undefined` when nothing is known or the log is not the same one any more. */
async function continueListing(reader: ObjectReader, known: readonly LogFile[]): Promise<LogFile[] | undefined> {
  const newest = newestVersion(known);
  if (newest === undefined) return undefined;
  const fresh = await listLog(reader, newest);
  const [before, now] = [identityOf(known, newest), identityOf(fresh, newest)];
  const same = before?.size === now?.size && before?.modificationTime === now?.modificationTime;
  return same ? [...known.filter(file => firstVersion(file) < newest), ...fresh] : undefined;
}

async function listFromCheckpoint(reader: ObjectReader): Promise<LogFile[]> {
  const hint = await readLastCheckpoint(reader);
  if (hint === undefined) return listLog(reader);
  const files = await listLog(reader, hint);
  return newestCheckpoint(files) === undefined ? listLog(reader) : files;
}

async function listLog(reader: ObjectReader, from?: number): Promise<LogFile[]> {
  const files: LogFile[] = [];
  for await (const file of logFiles(reader, from)) files.push(file);
  return files;
}

async function listVersion(reader: ObjectReader, version: number): Promise<LogFile[]> {
  const files: LogFile[] = [];
  if (!Number.isSafeInteger(version) || version < 0) return files;
  for await (const file of logFiles(reader, version)) {
    if (file.object.path > `${versionPrefix(version)}~`) break;
    files.push(file);
  }
  return files;
}

async function* logFiles(reader: ObjectReader, from?: number): AsyncIterable<LogFile> {
  const startAfter = from === undefined ? undefined : versionPrefix(from);
  for await (const object of reader.list(logDirectory, startAfter)) {
    const path = parseLogPath(object.path);
    // An empty checkpoint is what a writer left that died over it: to other readers it is not there, either.
    if (path === undefined || (isCheckpoint(path) && object.size === 0)) continue;
    yield { ...path, object };
  }
}

function identityOf(files: readonly LogFile[], version: number): StoredObject | undefined {
  const own = files.filter(file => file.version === version);
  return (own.find(file => file.kind === 'commit') ?? own.find(isCheckpoint))?.object;
}

function isCheckpoint({ kind }: LogPath): boolean {
  return kind === 'checkpoint' || kind === 'checkpoint-part' || kind === 'v2-checkpoint';
}

/** The version by which a file is listed: names begin with it. */
function firstVersion(file: LogFile): number {
  return file.kind === 'compacted-commits' ? file.from : file.version;
}

/** Whether a version can be planned from these files alone. */
function reaches(files: readonly LogFile[], version: number): boolean {
  const begins = files.some(file => file.kind === 'commit' && file.version === 0);
  return begins || newestCheckpoint(files, version) !== undefined;
}

function sinceCheckpoint(files: readonly LogFile[]): readonly LogFile[] {
  const checkpoint = newestCheckpoint(files);
  return checkpoint === undefined ? files : files.filter(file => file.version >= checkpoint.version);
}
