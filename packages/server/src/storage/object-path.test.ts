import { expect, it } from 'vitest';
import { checkDirectory, checkObjectPath } from './object-path.ts';

it.each([
  's3://bucket/key',
  's3a://bucket/key',
  'file:/etc/passwd',
  'file:///etc/passwd',
  'abfss://c@account.dfs.core.windows.net/key',
  'gs://bucket/key',
])('refuses the URI %s, which no object below a root is called by', path => {
  const refusal = {
    code: 'PATH_REFUSED',
    message: expect.stringContaining('is a URI, and not a path below the root'),
  };
  expect(() => checkObjectPath(path, 's3://bucket/table')).toThrow(expect.objectContaining(refusal));
  expect(() => checkDirectory(`${path}/`, 's3://bucket/table')).toThrow(expect.objectContaining(refusal));
});

it.each(['a/../b', '/etc/passwd', 'a//b', './a', 'a\0b', '', '\ud800'])('refuses %j', path => {
  expect(() => checkObjectPath(path, 'file:///data')).toThrow(expect.objectContaining({ code: 'PATH_REFUSED' }));
});

it.each(['part-0.parquet', 'at=12:30:00/x', 'p=s3:/x', 'a:b', '日本/..x'])('takes %j', path => {
  expect(() => checkObjectPath(path, 'file:///data')).not.toThrow();
});
