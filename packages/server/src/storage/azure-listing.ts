import type { StoredObject } from '@boathouse/delta';
import type { ListedPage } from './bucket-store.ts';
import { UnreadableAnswer } from './store-refusal.ts';
import { field, toText } from './xml.ts';

/** Names that XML cannot hold come percent-encoded, and say so. */
const nameOf = (xml: string): string | undefined => {
  const [, isEncoded, text] = /<Name( Encoded="true")?>([^<]*)<\/Name>/.exec(xml) ?? [];
  if (text === undefined) return undefined;
  if (isEncoded === undefined) return toText(text);
  try {
    return decodeURIComponent(toText(text));
  } catch {
    throw new UnreadableAnswer('the listing has a name that is wrongly encoded');
  }
};

const toBlob = (xml: string): StoredObject | undefined => {
  // An account with folders of its own (hierarchical namespace) may list them beside what is in them.
  if (field(xml, 'ResourceType') === 'directory') return undefined;
  const [path, size, modified] = [nameOf(xml), field(xml, 'Content-Length'), field(xml, 'Last-Modified')];
  const blob = { path: path ?? '', size: Number(size), modificationTime: Date.parse(modified ?? '') };
  if (blob.path !== '' && /^\d+$/.test(size ?? '') && Number.isFinite(blob.modificationTime)) return blob;
  throw new UnreadableAnswer('the listing leaves out what a blob is');
};

/**
 * Reads an answer of List Blobs. Its texts have their angle brackets escaped, so that no name can look like an element.
 * Rule: https://learn.microsoft.com/rest/api/storageservices/list-blobs
 *
 * @throws UnreadableAnswer
 */
export const parseBlobPage = (xml: string): ListedPage => {
  if (!/<\/EnumerationResults>\s*$/.test(xml)) throw new UnreadableAnswer('the answer is not a listing');
  const blobs = [...xml.matchAll(/<Blob>(.*?)<\/Blob>/gs)].map(([, blob = '']) => toBlob(blob));
  return { objects: blobs.filter(blob => blob !== undefined), next: field(xml, 'NextMarker') || undefined };
};
