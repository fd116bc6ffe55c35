import { DeltaError, quoted } from './errors.ts';
import { integerField, parseAction, stringList } from './json.ts';
import { nestedTypes, type PrimitiveName, type StructType, wasWidened } from './schema.ts';

/** What a table demands of its readers and writers: the `protocol` action. */
export interface Protocol {
  readonly minReaderVersion: number;
  readonly minWriterVersion: number;
  /** Present exactly when `minReaderVersion` is 3. */
  readonly readerFeatures?: readonly string[];
  /** Present exactly when `minWriterVersion` is 7. */
  readonly writerFeatures?: readonly string[];
}

/** What a table's features are judged by. */
export interface FeatureUse {
  readonly schema: StructType;
  /** Whether columns are found by physical names or ids. */
  readonly isMapped: boolean;
  /** Whether some file has a deletion vector. */
  readonly hasVectors: boolean;
}

const hasType = (name: PrimitiveName) => (use: FeatureUse) =>
  nestedTypes(use.schema).some(type => type.kind === 'primitive' && type.name === name);
const hasTypeChanges = (use: FeatureUse) =>
  nestedTypes(use.schema).some(type => type.kind === 'struct' && type.fields.some(field => wasWidened(field)));
const never = () => false;

/**
 * The reader features that this package honours, each with the question whether a table's data makes use of it. What is
 * not here is refused. The names are those of the Delta protocol's appendix.
 */
const supportedFeatures: Readonly<Record<string, (use: FeatureUse) => boolean>> = {
  columnMapping: ({ isMapped }) => isMapped,
  deletionVectors: ({ hasVectors }) => hasVectors,
  timestampNtz: hasType('timestamp_ntz'),
  typeWidening: hasTypeChanges,
  'typeWidening-preview': hasTypeChanges,
  variantType: hasType('variant'),
  'variantType-preview': hasType('variant'),
  variantShredding: hasType('variant'),
  'variantShredding-preview': hasType('variant'),
  /** Where the log lists the files of a version: no matter to those who are given the list. */
  v2Checkpoint: never,
  /** Asks something of VACUUM alone. */
  vacuumProtocolCheck: never,
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

/** The reader features of a protocol action; of the older versions, those that they stand for. */
export function readerFeatures({ minReaderVersion, readerFeatures: listed }: Protocol): readonly string[] {
  return (minReaderVersion === 3 ? listed : featuresOfVersion[minReaderVersion]) ?? [];
}

/**
 * Checks that everything the table asks of a reader is done here: a feature may never be ignored.
 *
 * @throws DeltaError UNSUPPORTED_FEATURE naming all that is missing; CORRUPT_LOG when version 3 comes without a list
 */
export function requireReadable(protocol: Protocol): void {
  const { minReaderVersion: version } = protocol;
  if (version < 1 || version > 3) {
    throw new DeltaError('UNSUPPORTED_FEATURE', `The table needs reader version ${version}; Boathouse reads 1 to 3`);
  }
  if (version === 3 && protocol.readerFeatures === undefined) {
    throw new DeltaError('CORRUPT_LOG', 'The protocol action has minReaderVersion 3 and no readerFeatures');
  }
  const missing = readerFeatures(protocol).filter(name => !Object.hasOwn(supportedFeatures, name));
  if (missing.length === 0) return;
  const names = missing.map(name => (/^[\w.-]+$/.test(name) ? name : quoted(name))).join(', ');
  throw new DeltaError('UNSUPPORTED_FEATURE', `The table needs reader features that Boathouse cannot do yet: ${names}`);
}

/** The reader features that the data of a table makes use of, so that a client must know them to read it. */
export function usedFeatures(protocol: Protocol, use: FeatureUse): readonly string[] {
  return [...new Set(readerFeatures(protocol))].filter(name => supportedFeatures[name]?.(use) === true);
}
