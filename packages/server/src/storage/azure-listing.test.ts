import { expect, it } from 'vitest';
import { parseBlobPage } from './azure-listing.ts';
import { UnreadableAnswer } from './store-refusal.ts';

const blob = (name: string, properties = '') =>
  `<Blob><Name>${name}</Name><Properties><Last-Modified>Sun, 22 Nov 2026 07:00:00 GMT</Last-Modified><Content-Length>7</Content-Length>${properties}</Properties></Blob>`;

const page = (blobs: string, marker = '<NextMarker />') =>
  `\ufeff<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://a/" ContainerName="c"><Prefix>t/</Prefix><Blobs>${blobs}</Blobs>${marker}</EnumerationResults>`;

const modificationTime = Date.parse('2026-11-22T07:00:00Z');

it('gives name, size and time of each blob, and leaves folders out', () => {
  const folder = '<BlobPrefix><Name>t/f/</Name></BlobPrefix>';
  const directory = blob('t/g', '<ResourceType>directory</ResourceType>');
  const file = blob('t/b', '<ResourceType>file</ResourceType>');
  expect(parseBlobPage(page(blob('t/a') + folder + directory + file))).toEqual({
    objects: ['t/a', 't/b'].map(path => ({ path, size: 7, modificationTime })),
    next: undefined,
  });
});

it('says where the next page begins', () => {
  expect(parseBlobPage(page('', '<NextMarker>2!92!a&amp;b</NextMarker>'))).toEqual({ objects: [], next: '2!92!a&b' });
});

it('reads names as they are', () => {
  const names = page(
    blob('a &lt;b&gt; &amp;amp; &quot;&apos;&#x1F600;&#233;') + blob('%41').replace('<Name>', '<Name Encoded="true">'),
  );
  expect(parseBlobPage(names).objects.map(({ path }) => path)).toEqual(['a <b> &amp; "\'😀é', 'A']);
});

it.each([
  ['a page of a web server', '<html><body>Sign in</body></html>'],
  ['an answer that ends early', page(blob('t/a')).slice(0, -30)],
  ['a blob without a size', page(blob('t/a').replace('<Content-Length>7</Content-Length>', ''))],
  ['a size that is none', page(blob('t/a').replace('>7<', '>-7<'))],
  ['a time that is none', page(blob('t/a').replace('Sun, 22 Nov 2026', 'yesterday'))],
  ['a blob without a name', page(blob(''))],
  ['a name that is wrongly encoded', page(blob('%zz').replace('<Name>', '<Name Encoded="true">'))],
])('refuses %s', (_, xml) => {
  expect(() => parseBlobPage(xml)).toThrow(UnreadableAnswer);
});
