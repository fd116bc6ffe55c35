import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { scripts } from './scripts.ts';

const folder = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
const configFile = join(folder, 'databrickscfg');
writeFileSync(configFile, '[__settings__]\n[DEFAULT]\n[staging]\n');

const complete = async (...words: string[]) => {
  const { out, err, code } = await run(['__complete', '--', ...words], { env: { DATABRICKS_CONFIG_FILE: configFile } });
  expect({ err, code }).toEqual({ err: '', code: 0 });
  return out.split('\n').slice(0, -1);
};

describe('the last word is completed', () => {
  test('nouns and verbs', async () => {
    expect(await complete('recip')).toEqual([
      'recipient',
      'recipients',
      'recipient-activation',
      'recipient-federation-policies',
    ]);
    expect(await complete('shares', 'u')).toEqual(['update', 'update-permissions']);
    expect(await complete('')).not.toContain('__complete');
    expect(await complete('nonsense', '')).toContain('shares');
  });

  test('flags, those of every command among them', async () => {
    expect(await complete('shares', 'update', 'sales', '--')).toEqual(
      expect.arrayContaining(['--comment', '--json', '--output', '--profile']),
    );
    expect(await complete('shares', 'get', 'sales', '--no')).toEqual([]);
  });

  test('values of flags and positionals', async () => {
    expect(await complete('shares', 'list-shares', '-o', '')).toEqual(['text', 'json']);
    expect(await complete('-p', 's')).toEqual(['staging']);
    expect(await complete('recipients', 'create', 'acme', 'DATA')).toEqual(['DATABRICKS']);
    expect(await complete('recipients', 'create', '--comment', 'x', 'acme', 'DATA')).toEqual(['DATABRICKS']);
    expect(await complete('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await complete('shares', 'get', 's')).toEqual([]);
  });
});

/** The whole command line is too slow to start for a test of the scripts: this one shows what it was asked. */
const fake = join(folder, 'boathouse');
writeFileSync(fake, '#!/bin/sh\nfor word in "$@"; do echo "<$word>"; done\n');
chmodSync(fake, 0o755);
const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
const asked = ['<__complete>', '<-->', '<shares>', '<get a>', '<--no>'];

const has = (shell: string): boolean => {
  try {
    execFileSync(shell, ['-c', 'exit 0']);
    return true;
  } catch {
    return false;
  }
};

describe('the scripts hand all words to the program and take its lines', () => {
  test.skipIf(!has('bash'))('bash', () => {
    const words = "COMP_WORDS=(boathouse shares 'get a' --no); COMP_CWORD=3; _boathouse";
    const script = `${scripts.bash}\n${words}\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(execFileSync('bash', ['-c', script], { env, encoding: 'utf8' }).trim().split('\n')).toEqual(asked);
  });

  test.skipIf(!has('zsh'))('zsh', () => {
    const stubs = 'compdef() { :; }; compadd() { shift; print -l -- "$@"; }; _files() { :; }';
    const script = `${stubs}\n${scripts.zsh}\nwords=(boathouse shares 'get a' --no); CURRENT=4; _boathouse`;
    expect(execFileSync('zsh', ['-fc', script], { env, encoding: 'utf8' }).trim().split('\n')).toEqual(asked);
  });

  test.skipIf(!has('fish'))('fish', () => {
    const script = `${scripts.fish}\ncomplete -C 'boathouse shares "get a" --no'`;
    const lines = execFileSync('fish', ['--no-config', '-c', script], { env, encoding: 'utf8' }).trim().split('\n');
    expect(lines.map(line => line.split('\t')[0])).toEqual(expect.arrayContaining(['<--no>']));
  });
});
