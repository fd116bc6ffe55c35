import { columnMappingMode } from '../column-mapping.ts';
import { DeltaError } from '../errors.ts';
import type { TableState } from '../history/table-state.ts';
import { type CompiledFilter, compilePartitionFilter } from '../partition-filter.ts';
import { requireReadable, usedFeatures } from '../protocol.ts';
import { logSchema, tableColumns } from '../table-columns.ts';
import type { ChangesOptions } from './changes.ts';
import type { CommitBatch } from './commit-batches.ts';
import type { CommitFacts } from './commit-facts.ts';
import type { FoundBatch } from './prepared-commits.ts';

/** Rows of one prepared batch that are read alike. */
export interface ChangeSegment {
  readonly batch: CommitBatch;
  /** Its versions, ascending, without a gap. */
  readonly versions: readonly CommitFacts[];
  readonly cdcVersions: readonly number[];
  readonly filter?: CompiledFilter;
}

/** What is to be read for a range of versions. */
export interface ChangePlan {
  readonly segments: readonly ChangeSegment[];
  readonly requiredFeatures: readonly string[];
  readonly start: TableState;
  /** What is in force at the last version. */
  readonly end: TableState;
}

/**
 * Decides what to read of the commits of a range, after checking each version by the protocol and the metadata that
 * are in force at it. Pure.
 *
 * @param start what is in force at the first version, its commit included
 * @throws DeltaError UNSUPPORTED_FEATURE, CORRUPT_LOG, CHANGE_FEED_DISABLED, FILTER_MISMATCH, each naming the version
 */
export function planChanges(start: TableState, found: readonly FoundBatch[], options: ChangesOptions): ChangePlan {
  const segments: OpenSegment[] = [];
  const features = new Set<string>();
  let state = start;
  let rules = rulesOf(state, options);
  for (const { batch, facts } of found) {
    let segment: OpenSegment | undefined;
    for (const commit of facts) {
      if (commit.version > start.version && setsState(commit)) {
        state = nextState(state, commit);
        rules = rulesOf(state, options);
        segment = undefined;
      }
      for (const feature of commit.hasVectors ? rules.featuresWithVectors : rules.features) features.add(feature);
      if (segment === undefined) {
        segment = { batch, versions: [], cdcVersions: [], ...(rules.filter && { filter: rules.filter }) };
        segments.push(segment);
      }
      segment.versions.push(commit);
      if (options.kind === 'feed' && (commit.hasCdc || commit.changedNoRow)) segment.cdcVersions.push(commit.version);
      else requireWholeRemoves(commit, options);
    }
  }
  return { segments, start, requiredFeatures: [...features], end: { ...state, version: options.to } };
}

interface OpenSegment extends ChangeSegment {
  readonly versions: CommitFacts[];
  readonly cdcVersions: number[];
}

const setsState = ({ protocol, metadata }: CommitFacts) => protocol !== undefined || metadata !== undefined;

/** What is in force after a commit. */
export function nextState(before: TableState, { version, protocol, metadata }: CommitFacts): TableState {
  return { version, protocol: protocol ?? before.protocol, metadata: metadata ?? before.metadata };
}

/** What the state of a table means for reading its changes. */
interface Rules {
  readonly filter?: CompiledFilter;
  readonly features: readonly string[];
  readonly featuresWithVectors: readonly string[];
}

/** Checks a state of the table. Throws as `planChanges` does. */
function rulesOf(state: TableState, { kind, filter }: ChangesOptions): Rules {
  const { version, protocol, metadata } = state;
  if (kind === 'feed' && metadata.configuration['delta.enableChangeDataFeed'] !== 'true') {
    throw new DeltaError(
      'CHANGE_FEED_DISABLED',
      `The change data feed of version ${version} was not recorded: delta.enableChangeDataFeed is not true then`,
    );
  }
  try {
    requireReadable(protocol);
    const use = {
      schema: logSchema(protocol, metadata),
      isMapped: columnMappingMode(protocol, metadata) !== 'none',
    };
    return {
      features: usedFeatures(protocol, { ...use, hasVectors: false }),
      featuresWithVectors: usedFeatures(protocol, { ...use, hasVectors: true }),
      ...(filter && { filter: compilePartitionFilter(filter, tableColumns(protocol, metadata)) }),
    };
  } catch (error) {
    if (!(error instanceof DeltaError)) throw error;
    throw new DeltaError(error.code, `At version ${version}: ${error.message}`, { cause: error });
  }
}

/** Without its partition values a removed file can neither be filtered nor read again. */
function requireWholeRemoves({ version, hasBareRemoves }: CommitFacts, { kind, filter }: ChangesOptions): void {
  if (!hasBareRemoves || (kind === 'stream' && filter === undefined)) return;
  const reason = 'its commit removes files without their partition values and sizes (extendedFileMetadata)';
  throw new DeltaError('UNSUPPORTED_FEATURE', `The changes of version ${version} cannot be given: ${reason}`);
}
