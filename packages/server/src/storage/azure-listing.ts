import type { StoredObject } from '@boathouse/delta';

/** A page of a listing: the blobs by their names in the container, and where the next page begins. */
export interface BlobPage {
  readonly blobs: readonly StoredObject[];
  /** Undefined on the last page. */
  readonly marker: string | undefined;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const toText = (xml: string): string =>
  xml.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name = '') => {
    if (hex === undefined && decimal === undefined) return entities[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

/** The text of an element that has no others in it; undefined when it is not there. */
export const field = (xml: string, name: string): string | undefined => {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return text === undefined ? undefined : toText(text);
};

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
