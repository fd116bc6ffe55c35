import { invalidResponse } from './errors.ts';
import { isObject, type JsonObject } from './json.ts';
import { countOf, missing, optional, partitionsOf, textOf } from './line-fields.ts';
import type { DeletionVector, FileLine, Protocol } from './lines.ts';
import { isKnownFeature } from './reader-features.ts';

/** The version of the Delta protocol from which a table lists its features by name. */
const namedFeatures = 3;

/**
 * The `protocol` of the delta response format.
 *
 * @throws {SharingError} `INVALID_RESPONSE` for a table that asks for more than this client knows
 */
export function deltaProtocol(fields: JsonObject, what: string): Protocol {
  const { minReaderVersion, readerFeatures = [] } = fields;
  if (typeof minReaderVersion !== 'number') throw missing('protocol.deltaProtocol.minReaderVersion', what);
  if (!Array.isArray(readerFeatures) || !readerFeatures.every(feature => typeof feature === 'string')) {
    throw missing('protocol.deltaProtocol.readerFeatures', what);
  }
  if (minReaderVersion > namedFeatures) {
    throw invalidResponse(
      `${what}: the table needs reader version ${minReaderVersion}; this client has ${namedFeatures}.`,
    );
  }
  const unknown = readerFeatures.filter(feature => !isKnownFeature(feature));
  if (unknown.length > 0) {
    throw invalidResponse(
      `${what}: the table needs the reader features ${unknown.join(', ')}, which this client does not know.`,
    );
  }
  return minReaderVersion < namedFeatures ? { minReaderVersion } : { minReaderVersion, readerFeatures };
}

/**
 * A `file` of the delta response format: one Delta action, its paths replaced by URLs.
 *
 * @throws {SharingError} `INVALID_RESPONSE`
 */
export function deltaFile(fields: JsonObject, what: string): FileLine {
  const { deltaSingleAction: single } = fields;
  const actions = isObject(single) ? single : {};
  const action = (['add', 'remove', 'cdc'] as const).find(name => isObject(actions[name]));
  const body = action && actions[action];
  if (action === undefined || !isObject(body)) throw missing('file.deltaSingleAction', what);
  const { deletionVector: vector, partitionValues } = body;
  return {
    url: textOf(body, 'path', action, what),
    id: textOf(fields, 'id', 'file', what),
    size: countOf(body, 'size', action, what),
    partitionValues: partitionsOf(partitionValues),
    action,
    ...optional(body, ['stats'], 'string'),
    ...optional(fields, ['version', 'timestamp', 'expirationTimestamp'], 'number'),
    ...(isObject(vector) && { deletionVector: deletionVector(vector, fields['deletionVectorFileId'], what) }),
  };
}

function deletionVector(fields: JsonObject, id: unknown, what: string): DeletionVector {
  const { storageType } = fields;
  if (storageType !== 'p' && storageType !== 'i') throw missing('deletionVector.storageType', what);
  const owner = 'deletionVector';
  return {
    storageType,
    pathOrInlineDv: textOf(fields, 'pathOrInlineDv', owner, what),
    sizeInBytes: countOf(fields, 'sizeInBytes', owner, what),
    cardinality: countOf(fields, 'cardinality', owner, what),
    ...(typeof fields['offset'] === 'number' && { offset: countOf(fields, 'offset', owner, what) }),
    ...(typeof id === 'string' && { id }),
  };
}
