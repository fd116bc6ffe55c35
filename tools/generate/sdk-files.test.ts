import { expect, test } from 'vitest';
import { sdkFiles } from './sdk-files.ts';

const files = await sdkFiles();
const source = (path: string): string => files.get(`packages/sdk/src/${path}`) ?? '';

test('a service becomes a class whose methods take the flat request apart', () => {
  const shares = source('sharing/shares.ts');
  expect(shares).toContain('export class SharesApi {');
  expect(shares).toContain('update(request: UpdateShareRequest, options?: CallOptions): Promise<ShareInfo> {');
  expect(shares).toContain('const { name, ...body } = request;');
  expect(shares).toContain(`path: '/api/2.1/unity-catalog/shares/{name}', params: { name }, body`);
});

test('enumerations are closed in requests and open in what a workspace answers', () => {
  expect(source('sharing/recipients.ts')).toContain('authentication_type?: AuthenticationType;');
  expect(source('sharing/recipients-models.ts')).toContain('authentication_type?: Open<AuthenticationType>;');
});

test('a type is declared where the contract declares it, and imported from another domain', () => {
  expect(source('sql/termination-reason.ts')).toContain('export interface TerminationReason {');
  expect(source('clusters/clusters-models.ts')).toContain(`from '../sql/termination-reason.ts';`);
});

test('the protocol of recipients is left out', () => {
  expect([...files.keys()].filter(path => path.includes('delta-sharing'))).toEqual([]);
  expect(source('services.ts')).not.toContain('deltaSharing');
});

test('no file is longer than 600 lines', () => {
  const long = [...files].filter(([, text]) => text.split('\n').length > 600).map(([path]) => path);
  expect(long).toEqual([]);
});
