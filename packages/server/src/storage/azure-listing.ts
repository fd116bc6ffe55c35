import type { StoredObject } from '@boathouse/delta';
import { field, toText } from './xml.ts';

/** A page of a listing: the blobs by their names in the container, and where the next page begins. */
export interface BlobPage {
  readonly blobs: readonly StoredObject[];
  /** Undefined on the last page. */
  readonly marker: string | undefined;
}

/** Names that XML cannot hold come percent-encoded, and say so. */
const nameOf = (xml: string): string | undefined => {
  const [, isEncoded, text] = /<Name( Encoded="true")?>([^<]*)<\/Name>/.exec(xml) ?? [];
  if (text === undefined) return undefined;
  return isEncoded === undefined ? toText(text) : decodeURIComponent(toText(text));
};

const toBlob = (xml: string): StoredObject | undefined => {
  // An account with folders of its own (hierarchical namespace) may list them beside what is in them.
  if (field(xml, 'ResourceType') === 'directory') return undefined;
  const [path, size, modified] = [nameOf(xml), field(xml, 'Content-Length'), field(xml, 'Last-Modified')];
  const blob = { path: path ?? '', size: Number(size), modificationTime: Date.parse(modified ?? '') };
  if (blob.path !== '' && /^\d+$/.test(size ?? '') && Number.isFinite(blob.modificationTime)) return blob;
  throw new TypeError('the listing leaves out what a blob is');
};

/**
 * Reads an answer of List Blobs. Its texts have their angle brackets escaped, so that no name can look like an element.
 * Rule: https://learn.microsoft.com/rest/api/storageservices/list-blobs
 *
 * @throws TypeError for an answer that is something else, URIError for a name that is wrongly encoded
 */
export const parseBlobPage = (xml: string): BlobPage => {
  if (!/<\/EnumerationResults>\s*$/.test(xml)) throw new TypeError('the answer is not a listing');
  const blobs = [...xml.matchAll(/<Blob>(.*?)<\/Blob>/gs)].map(([, blob = '']) => toBlob(blob));
  return { blobs: blobs.filter(blob => blob !== undefined), marker: field(xml, 'NextMarker') || undefined };
};
