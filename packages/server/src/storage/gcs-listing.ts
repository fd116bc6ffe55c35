import type { StoredObject } from '@boathouse/delta';
import type { ListedPage } from './bucket-store.ts';
import { UnreadableAnswer } from './store-refusal.ts';
import { field } from './xml.ts';

const toObject = (xml: string): StoredObject => {
  const [path, size, modified] = [field(xml, 'Key'), field(xml, 'Size'), field(xml, 'LastModified')];
  const object = { path: path ?? '', size: Number(size), modificationTime: Date.parse(modified ?? '') };
  if (object.path !== '' && /^\d+$/.test(size ?? '') && Number.isFinite(object.modificationTime)) return object;
  throw new UnreadableAnswer('the listing leaves out what an object is');
};

/**
 * Reads an answer of List Objects. Its texts have their angle brackets escaped, so that no name can look like an element.
 * Rule: https://cloud.google.com/storage/docs/xml-api/get-bucket-list
 *
 * @throws UnreadableAnswer
 */
export const parseObjectPage = (xml: string): ListedPage => {
  if (!/<\/ListBucketResult>\s*$/.test(xml)) throw new UnreadableAnswer('the answer is not a listing');
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, object = '']) => toObject(object));
  const next = field(xml, 'NextContinuationToken') || undefined;
  if (next === undefined && field(xml, 'IsTruncated') === 'true') {
    throw new UnreadableAnswer('the listing is cut off and does not say where it goes on');
  }
  return { objects, next };
};
