import { expect, it } from 'vitest';
import { acceptsGzip } from './accepts-gzip.ts';

it.each(['gzip', 'gzip, deflate', 'br;q=1.0, GZIP ; q=0.2', '*', 'identity, *;q=0.5', 'x-gzip'])(
  'packs for a client that sends %s',
  header => expect(acceptsGzip(header)).toBe(true),
);

it.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip;q=0, *', '*;q=0', 'gzipped'])(
  'packs nothing for a client that sends %s',
  header => expect(acceptsGzip(header)).toBe(false),
);
