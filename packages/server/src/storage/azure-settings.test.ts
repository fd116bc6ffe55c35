import { describe, expect, it } from 'vitest';
import { type AzureSettings, accountUrl, findAzureEntry, parseAzureSettings } from './azure-settings.ts';
import { LocationError } from './errors.ts';
import { type AzureLocation, parseLocation } from './location.ts';

const key = Buffer.from('very-5ecret').toString('base64');
const application = { tenant_id: 't', client_id: 'c', client_secret: 'very-5ecret' };
const settings = (location: string, more: Partial<AzureSettings> = {}): AzureSettings => ({
  location,
  account_key: key,
  ...more,
});

const azure = (location: string): AzureLocation => {
  const parsed = parseLocation(location);
  if (parsed.kind !== 'azure') throw new Error(`${location} is not on Azure`);
  return parsed;
};

const at = (place: string): string => {
  const [container, path = ''] = place.split(':');
  return `abfss://${container}@acme1.dfs.core.windows.net${path}`;
};

describe('findAzureEntry', () => {
  const entries = ['bbb:/t', 'bbb', 'bbb:/t/deep/', 'ccc:/only'].map(place => parseAzureSettings(settings(at(place))));

  it.each([
    ['bbb:/t', 'bbb:/t'],
    ['bbb:/t/x', 'bbb:/t'],
    ['bbb:/t2', 'bbb'],
    ['bbb', 'bbb'],
    ['bbb:/t/deep/er', 'bbb:/t/deep/'],
    ['bbb:/t/deeper', 'bbb:/t'],
    ['ccc:/only/x', 'ccc:/only'],
  ])('covers %s by %s', (place, expected) => {
    expect(findAzureEntry(azure(at(place)), entries).settings.location).toBe(at(expected));
  });

  it.each([
    at('ccc'),
    at('ccc:/only2'),
    at('bbbb:/t'),
    'abfss://bbb@acme2.dfs.core.windows.net/t',
    'abfss://bbb@acme1.dfs.core.chinacloudapi.cn/t',
  ])('covers %s by none, and says what to add', location => {
    const find = () => findAzureEntry(azure(location), entries);
    expect(find).toThrow(LocationError);
    expect(find).toThrow(/Add an entry to the setting azure_storage with location abfss:\/\/\w+@acme\d.*account_key/);
  });
});

describe('parseAzureSettings', () => {
  it.each([
    [{ account_key: '' }, /account_key must be/],
    [{ account_key: 'very-5ecret' }, /account_key must be/],
    [{ client_secret: 'very-5ecret' }, /exclude each other/],
    [{ endpoint: 'localhost:10000' }, /endpoint must be an http or https URL/],
    [{ endpoint: 'file:///etc' }, /endpoint must be an http or https URL/],
    [{ endpoint: 'https://me:very-5ecret@host' }, /endpoint must not have credentials/],
    [{ endpoint: 'https://host/?sig=5ecret' }, /endpoint must not have/],
  ])('refuses %j, naming the entry and not the key', (more, message) => {
    const parse = () => parseAzureSettings(settings(at('ccc:/t'), more));
    expect(parse).toThrow(message);
    expect(parse).toThrow(at('ccc:/t'));
    expect(parse).not.toThrow('5ecret');
  });

  it.each([
    [{}, /needs account_key, or tenant_id, client_id and client_secret/],
    [{ tenant_id: 't', client_id: 'c' }, /needs account_key, or tenant_id/],
    [{ ...application, client_secret: '' }, /needs account_key, or tenant_id/],
    [{ ...application, authority: 'http://169.254.169.254' }, /authority must be an https URL/],
    [{ ...application, endpoint: 'http://127.0.0.1:10000/acme1' }, /endpoint of an application must be https/],
  ])('refuses an application %j, naming the entry and not the secret', (credential, message) => {
    const parse = () => parseAzureSettings({ location: at('ccc:/t'), ...credential });
    expect(parse).toThrow(message);
    expect(parse).not.toThrow('5ecret');
    expect(parseAzureSettings({ location: at('ccc'), ...application }).covers.container).toBe('ccc');
  });

  it('refuses an entry for something else than a container', () => {
    expect(() => parseAzureSettings(settings('s3://bucket'))).toThrow(/is not an abfss:\/\/ location/);
    expect(() => parseAzureSettings(settings('container'))).toThrow(LocationError);
  });
});

describe('accountUrl', () => {
  it('is at the account, or at the endpoint that the settings name', () => {
    const location = azure('wasbs://data@acme1.blob.core.usgovcloudapi.net/t');
    const url = (endpoint?: string) =>
      accountUrl(location, settings(at('data'), endpoint === undefined ? {} : { endpoint }));
    expect(url()).toBe('https://acme1.blob.core.usgovcloudapi.net');
    expect(url('http://127.0.0.1:10000/devstoreaccount1/')).toBe('http://127.0.0.1:10000/devstoreaccount1');
  });
});
