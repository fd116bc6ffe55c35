import { DeltaError, quoted } from './errors.ts';
import { integerField, parseAction, stringList } from './json.ts';
import type { TableMetadata } from './metadata.ts';

/** What a table demands of its readers and writers: the `protocol` action. */
export interface Protocol {
  readonly minReaderVersion: number;
  readonly minWriterVersion: number;
  /** Present exactly when `minReaderVersion` is 3. */
  readonly readerFeatures?: readonly string[];
  /** Present exactly when `minWriterVersion` is 7. */
  readonly writerFeatures?: readonly string[];
}

/**
 * The reader features that this package honours, each with the test that a table must pass to be read. What is not
 * here is refused. The names are those of the Delta protocol's appendix.
 */
const supportedFeatures: Readonly<Record<string, (metadata: TableMetadata) => boolean>> = {
  /** Where the files of a version are listed; replay reads each way. */
  v2Checkpoint: () => true,
  /** Asks something of VACUUM alone. */
  vacuumProtocolCheck: () => true,
  /** Readable as long as it is not switched on: then logical and physical names are the same. */
  columnMapping: metadata => (metadata.configuration['delta.columnMapping.mode'] ?? 'none') === 'none',
};

/** Reader versions below 3 stand for fixed lists of features. */
const featuresOfVersion: Readonly<Record<number, readonly string[]>> = { 1: [], 2: ['columnMapping'] };

/**
 * Reads a `protocol` action.
 *
 * @param text JSON of the action's value
 * @param source where it is from, for messages: "version 7"
 * @throws DeltaError CORRUPT_LOG
 */
export function parseProtocol(text: string, source: string): Protocol {
  const action = parseAction(text, `The protocol action of ${source}`);
  const readerFeatures = stringList(action, 'readerFeatures');
  const writerFeatures = stringList(action, 'writerFeatures');
  return {
    minReaderVersion: integerField(action, 'minReaderVersion'),
    minWriterVersion: integerField(action, 'minWriterVersion'),
    ...(readerFeatures && { readerFeatures }),
    ...(writerFeatures && { writerFeatures }),
  };
}

/**
 * Checks that everything the table asks of a reader is done here: a feature may never be ignored.
 *
 * @throws DeltaError UNSUPPORTED_FEATURE naming all that is missing; CORRUPT_LOG when version 3 comes without a list
 */
export function requireReadable(protocol: Protocol, metadata: TableMetadata): void {
  const { minReaderVersion: version, readerFeatures } = protocol;
  if (version < 1 || version > 3) {
    throw new DeltaError('UNSUPPORTED_FEATURE', `The table needs reader version ${version}; Boathouse reads 1 to 3`);
  }
  const features = version === 3 ? readerFeatures : featuresOfVersion[version];
  if (features === undefined) {
    throw new DeltaError('CORRUPT_LOG', 'The protocol action has minReaderVersion 3 and no readerFeatures');
  }
  const missing = features.filter(name => {
    const readable = Object.hasOwn(supportedFeatures, name) ? supportedFeatures[name] : undefined;
    return readable?.(metadata) !== true;
  });
  if (missing.length === 0) return;
  const names = missing.map(name => (/^[\w.-]+$/.test(name) ? name : quoted(name))).join(', ');
  throw new DeltaError('UNSUPPORTED_FEATURE', `The table needs reader features that Boathouse cannot do yet: ${names}`);
}
