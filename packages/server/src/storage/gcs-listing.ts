import type { StoredObject } from '@boathouse/delta';
import { field } from './xml.ts';

/** A page of a listing: the objects by their names in the bucket, and where the next page begins. */
export interface ObjectPage {
  readonly objects: readonly StoredObject[];
  /** Undefined on the last page. */
  readonly continuation: string | undefined;
}

const toObject = (xml: string): StoredObject => {
  const [path, size, modified] = [field(xml, 'Key'), field(xml, 'Size'), field(xml, 'LastModified')];
  const object = { path: path ?? '', size: Number(size), modificationTime: Date.parse(modified ?? '') };
  if (object.path !== '' && /^\d+$/.test(size ?? '') && Number.isFinite(object.modificationTime)) return object;
  throw new TypeError('the listing leaves out what an object is');
};

/**
 * Reads an answer of List Objects. Its texts have their angle brackets escaped, so that no name can look like an element.
 * Rule: https://cloud.google.com/storage/docs/xml-api/get-bucket-list
 *
 * @throws TypeError for an answer that is something else
 */
export const parseObjectPage = (xml: string): ObjectPage => {
  if (!/<\/ListBucketResult>\s*$/.test(xml)) throw new TypeError('the answer is not a listing');
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, object = '']) => toObject(object));
  const continuation = field(xml, 'NextContinuationToken') || undefined;
  return { objects, continuation };
};
