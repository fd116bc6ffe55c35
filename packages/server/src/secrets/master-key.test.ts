import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMasterKey } from './master-key.ts';

describe('the master key', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'boathouse-key-'));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  const writeKey = (name: string, text: string): string => {
    writeFileSync(join(data, name), text);
    return join(data, name);
  };

  it('is made at the first start, for its owner alone, and read from then on', () => {
    const key = readMasterKey(data, undefined, {});
    expect(key).toHaveLength(32);
    expect(statSync(join(data, 'master.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, 'master.key'), 'utf8').trim()).toBe(key.toString('base64'));
    expect(readMasterKey(data, undefined, {})).toEqual(key);
    expect(readdirSync(data)).toEqual(['master.key']);
  });

  it('differs from workspace to workspace', () => {
    const other = mkdtempSync(join(tmpdir(), 'boathouse-key-'));
    expect(readMasterKey(other, undefined, {})).not.toEqual(readMasterKey(data, undefined, {}));
    rmSync(other, { recursive: true });
  });

  it('comes from the environment before the configured file, and from that before the data folder', () => {
    const [own, configured, environment] = [randomBytes(32), randomBytes(32), randomBytes(32)];
    writeKey('master.key', own.toString('base64'));
    const file = writeKey('configured.key', `${configured.toString('base64')}\n`);
    const variables = { BOATHOUSE_MASTER_KEY: environment.toString('base64') };
    expect(readMasterKey(data, file, variables)).toEqual(environment);
    expect(readMasterKey(data, file, {})).toEqual(configured);
    expect(readMasterKey(data, undefined, {})).toEqual(own);
  });

  it('is not made in the data folder when it comes from elsewhere', () => {
    readMasterKey(data, undefined, { BOATHOUSE_MASTER_KEY: randomBytes(32).toString('base64') });
    expect(readdirSync(data)).toEqual([]);
  });

  it.each([
    ['empty', ''],
    ['too short', randomBytes(31).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['no base64', `${randomBytes(32).toString('base64').slice(0, 20)}!${'*'.repeat(10)}`],
  ])('is refused when it is %s, without being shown', (_, text) => {
    const file = writeKey('wrong.key', text);
    const rule = 'must be 32 bytes in base64 (make one: openssl rand -base64 32).';
    expect(() => readMasterKey(data, file, {})).toThrow(`The master key in ${file} ${rule}`);
    expect(() => readMasterKey(data, undefined, { BOATHOUSE_MASTER_KEY: text })).toThrow(
      `The master key in BOATHOUSE_MASTER_KEY ${rule}`,
    );
    writeKey('master.key', text);
    expect(() => readMasterKey(data, undefined, {})).toThrow(join(data, 'master.key'));
  });

  it('is not made up when the configured file is missing: secrets are sealed under another', () => {
    expect(() => readMasterKey(data, join(data, 'gone.key'), {})).toThrow(/master_key_file.*gone\.key/);
    expect(readdirSync(data)).toEqual([]);
  });
});
