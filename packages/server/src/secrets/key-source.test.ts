import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, completeConfig } from '../config.ts';
import { findKeySource } from './key-source.ts';
import { toMasterKey } from './master-key.ts';

/** The key that seals. */
const readMasterKey = (data: string, master_key_file: string | undefined, environment: NodeJS.ProcessEnv): Buffer => {
  const file = master_key_file === undefined ? {} : { master_key_file };
  const [key] = findKeySource({ data, ...file }, environment).read();
  return key?.secret ?? Buffer.of();
};

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

  describe('as a ring', () => {
    const [one, two, three] = [
      toMasterKey(randomBytes(32)),
      toMasterKey(randomBytes(32)),
      toMasterKey(randomBytes(32)),
    ];
    const base64 = (...keys: { secret: Buffer }[]) => keys.map(key => key.secret.toString('base64'));

    it.each(['\n', '\r\n', ',', ' ', ', ', '\n\n'])(
      'is read with %j between the keys, the one that seals first',
      separator => {
        const text = base64(two, one, two, three).join(separator);
        const fromEnvironment = findKeySource({ data }, { BOATHOUSE_MASTER_KEY: text });
        expect(fromEnvironment.read().map(key => key.id)).toEqual([two.id, one.id, three.id]);
        const master_key_file = writeKey('ring.key', `${text}\n`);
        expect(findKeySource({ data, master_key_file }, {}).read()).toEqual(fromEnvironment.read());
      },
    );

    it('is refused whole when one key of it is wrong', () => {
      const text = [...base64(one, two), 'short'].join(',');
      expect(() => findKeySource({ data }, { BOATHOUSE_MASTER_KEY: text }).read()).toThrow(
        /must be 32 bytes in base64/,
      );
    });

    it('is replaced only where the server made the file itself', () => {
      const environment = { BOATHOUSE_MASTER_KEY: base64(one).join() };
      expect(findKeySource({ data }, environment).replace).toBeUndefined();
      const master_key_file = writeKey('configured.key', base64(one).join());
      expect(findKeySource({ data, master_key_file }, {}).replace).toBeUndefined();
      const own = findKeySource({ data }, {});
      own.replace?.([three, two]);
      expect(own.read().map(key => key.id)).toEqual([three.id, two.id]);
      expect(statSync(join(data, 'master.key')).mode & 0o777).toBe(0o600);
      expect(readdirSync(data).sort()).toEqual(['configured.key', 'master.key']);
    });

    it('shows by its stamp that the file was replaced', () => {
      const own = findKeySource({ data }, {});
      const before = own.stamp?.();
      expect(own.stamp?.()).toBe(before);
      own.replace?.([three]);
      expect(own.stamp?.()).not.toBe(before);
    });
  });

  describe('by a command', () => {
    const key = toMasterKey(randomBytes(32));
    const command = (...master_key_command: string[]) => findKeySource({ data, master_key_command }, {});

    it('is what the command prints, without a shell between', () => {
      const file = writeKey('with $(a) strange;name', `${key.secret.toString('base64')}\n`);
      expect(command('cat', file).read()).toEqual([key]);
      expect(readdirSync(data)).toEqual(['with $(a) strange;name']);
    });

    it.each([
      ['cannot be found', ['/no/such/program'], 'could not be started (ENOENT)'],
      ['fails', ['false'], 'ended with exit code 1'],
      ['ends by a signal', ['sh', '-c', 'kill -9 $$'], 'was ended by SIGKILL'],
      ['says too much', ['head', '-c', '1000000', '/dev/zero'], 'wrote more than 65536 bytes'],
    ])('is refused when the command %s', (_, argv, why) => {
      expect(() => command(...argv).read()).toThrow(`Setting master_key_command: ${argv[0]} ${why}.`);
    });

    it('does not stand beside a file', () => {
      const both = { master_key_file: '/a/file', master_key_command: ['cat'] };
      expect(() => completeConfig(both)).toThrow('master_key_file and master_key_command exclude each other');
    });

    it('is not shown when what the command prints is no key, or when it fails after that', () => {
      const secret = key.secret.toString('base64').slice(1);
      for (const script of ['echo "$1"', 'echo "$1"; exit 3', 'echo "$1" >&2; exit 3']) {
        let error: unknown;
        try {
          command('sh', '-c', script, 'sh', secret).read();
        } catch (caught) {
          error = caught;
        }
        expect(error).toBeInstanceOf(ConfigError);
        expect(inspect(error, { depth: 10 }).includes(secret), script).toBe(false);
      }
    });
  });
});
