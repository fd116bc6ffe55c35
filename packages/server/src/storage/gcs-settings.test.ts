import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LocationError } from './errors.ts';
import { findGcsEntry, type GcsSettings, parseGcsSettings } from './gcs-settings.ts';
import { type GcsLocation, parseLocation } from './location.ts';

const hmac = { access_key_id: 'GOOG1E', secret_access_key: 'very-5ecret' };
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const keyOf = (key: typeof privateKey, more = {}) =>
  JSON.stringify({ client_email: 'a@b.iam', private_key: key.export({ type: 'pkcs8', format: 'pem' }), ...more });

const folder = mkdtempSync(join(tmpdir(), 'boathouse-gcs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const gcs = (location: string): GcsLocation => {
  const parsed = parseLocation(location);
  if (parsed.kind !== 'gcs') throw new Error(`${location} is not on Google Cloud`);
  return parsed;
};

describe('findGcsEntry', () => {
  const places = ['gs://bbb/t', 'gs://bbb', 'gs://bbb/t/deep/', 'gs://ccc/only'];
  const entries = places.map(location => parseGcsSettings({ location, ...hmac }));

  it.each([
    ['gs://bbb/t/x', 'gs://bbb/t'],
    ['gs://bbb/t2', 'gs://bbb'],
    ['gs://bbb/t/deep/er', 'gs://bbb/t/deep/'],
    ['gs://bbb/t/deeper', 'gs://bbb/t'],
  ])('covers %s by %s', (location, expected) => {
    expect(findGcsEntry(gcs(location), entries).settings.location).toBe(expected);
  });

  it.each(['gs://ccc', 'gs://ccc/only2', 'gs://bbbb/t'])('covers %s by none, and says what to add', location => {
    const find = () => findGcsEntry(gcs(location), entries);
    expect(find).toThrow(LocationError);
    expect(find).toThrow(/Add an entry to the setting gcs with location gs:\/\/\w+ .*service_account_file/);
  });
});

describe('parseGcsSettings', () => {
  it('reads a service account from text or from its file, and does not follow what its key says of addresses', () => {
    const json = keyOf(privateKey, { token_uri: 'http://169.254.169.254/token' });
    const file = join(folder, 'key.json');
    writeFileSync(file, json);
    for (const more of [{ service_account: json }, { service_account_file: file }]) {
      const { credential } = parseGcsSettings({ location: 'gs://bbb', ...more });
      expect(credential).toEqual({ kind: 'service-account', email: 'a@b.iam', privateKey: expect.anything() });
    }
  });

  it.each<[Partial<GcsSettings>, RegExp]>([
    [{}, /needs one of service_account, service_account_file, or access_key_id/],
    [{ ...hmac, service_account: keyOf(privateKey) }, /needs one of/],
    [{ secret_access_key: 'very-5ecret' }, /access_key_id and secret_access_key belong together/],
    [{ ...hmac, secret_access_key: '' }, /belong together/],
    [{ service_account: '{"private_key":"5ecret"}' }, /must be the JSON key of a service account/],
    [{ service_account: 'very-5ecret' }, /must be the JSON key of a service account/],
    [{ service_account: keyOf(privateKey, { client_email: 7 }) }, /must be the JSON key of a service account/],
    [{ service_account: keyOf(elliptic) }, /private_key of service_account must be for RSA/],
    [{ service_account_file: '/no/such/file' }, /service_account_file \/no\/such\/file cannot be read \(ENOENT\)/],
    [{ ...hmac, endpoint: 'localhost:4443' }, /endpoint must be an http or https URL/],
    [{ ...hmac, endpoint: 'https://me:5ecret@host' }, /endpoint must not have credentials/],
    [{ ...hmac, sts_endpoint: 'http://169.254.169.254/' }, /sts_endpoint must be an https URL/],
    [{ ...hmac, token_endpoint: 'http://169.254.169.254/' }, /token_endpoint must be an https URL/],
  ])('refuses %j, naming the entry and no key', (more, message) => {
    const parse = () => parseGcsSettings({ location: 'gs://bbb/t', ...more });
    expect(parse).toThrow(message);
    expect(parse).toThrow('"gs://bbb/t" of the setting gcs is not usable');
    expect(parse).not.toThrow('5ecret');
    expect(parse).not.toThrow('PRIVATE KEY');
  });

  it('refuses an entry for something else than a bucket', () => {
    expect(() => parseGcsSettings({ location: 's3://bucket', ...hmac })).toThrow(/is not a gs:\/\/ location/);
  });
});
