import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answering, type Outside, run, signedIn } from '../testing/run.ts';

const send = async (args: readonly string[], outside: Outside = {}) => {
  const { fetch, requests } = answering({});
  const ended = await run(args, { env: signedIn(), fetch, ...outside });
  const [request] = requests;
  const body = request?.method === 'GET' || request === undefined ? '' : await request.text();
  return { ...ended, url: request?.url ?? '', body: body === '' ? undefined : JSON.parse(body) };
};

describe('what is given becomes the request', () => {
  test('positionals, flags and lists of words, each with its type', async () => {
    const given = ['recipients', 'create', 'acme', 'TOKEN', '--comment', 'x', '--expiration-time', '1795314096320'];
    const lists = ['--allowed-acceptance-types', 'TOKEN', '--allowed-acceptance-types', 'DATABRICKS'];
    expect((await send([...given, ...lists])).body).toEqual({
      name: 'acme',
      authentication_type: 'TOKEN',
      comment: 'x',
      expiration_time: 1795314096320,
      allowed_acceptance_types: ['TOKEN', 'DATABRICKS'],
    });
  });

  test('truths by a flag, by its contrary, and by = as in Databricks’ command line', async () => {
    const url = async (...flags: string[]) => (await send(['shares', 'get', 'sales', ...flags])).url;
    expect(await url('--include-shared-data')).toContain('include_shared_data=true');
    expect(await url('--include-shared-data=true')).toContain('include_shared_data=true');
    expect(await url('--no-include-shared-data')).toContain('include_shared_data=false');
    expect(await url('--include-shared-data=false')).toContain('include_shared_data=false');
    expect(await url()).not.toContain('include_shared_data');
  });

  test('a text that reads like a truth stays a text', async () => {
    expect((await send(['shares', 'create', 'sales', '--comment=false'])).body).toEqual({
      name: 'sales',
      comment: 'false',
    });
  });

  test('an optional positional may be left out', async () => {
    expect((await send(['recipients', 'create', 'acme'])).body).toEqual({ name: 'acme' });
  });

  test('JSON from the argument, from a file, from standard input', async () => {
    const json = '{"changes":[{"principal":"acme","add":["SELECT"]}]}';
    const file = join(mkdtempSync(join(tmpdir(), 'boathouse-cli-')), 'changes.json');
    writeFileSync(file, `\uFEFF${json}`);
    const command = ['shares', 'update-permissions', 'sales', '--json'];
    for (const [argument, stdin] of [[json], [`@${file}`], ['@-', json]] as const) {
      const { body } = await send([...command, argument], stdin === undefined ? {} : { stdin });
      expect(body).toEqual({ changes: [{ principal: 'acme', add: ['SELECT'] }] });
    }
  });

  test('names with slashes and other letters travel encoded', async () => {
    expect((await send(['shares', 'get', 'a/b c?é'])).url).toContain('/shares/a%2Fb%20c%3F%C3%A9');
  });

  test('a field that the operation does not have is sent, and warned of', async () => {
    const { err, code, body } = await send(['shares', 'create', 'sales', '--json', '{"coment":"x"}']);
    expect({ err, code }).toEqual({ err: 'Warning: the operation has no field "coment".\n', code: 0 });
    expect(body).toEqual({ name: 'sales', coment: 'x' });
  });
});

describe('what does not fit is refused before anything is sent', () => {
  test.each([
    [
      ['recipients', 'create'],
      'Error: Missing: NAME.\nUsage: boathouse recipients create NAME [AUTHENTICATION_TYPE] [flags]\n',
    ],
    [['provider-listings', 'create'], 'Missing: "listing" in --json.'],
    [['shares', 'create', 'a', '--json', '{"name":"b"}'], 'Given twice, by --json and beside it: name.'],
    [['shares', 'get', ''], 'NAME must not be empty.'],
    [
      ['recipients', 'create', 'a', '--expiration-time', 'soon'],
      '--expiration-time must be a whole number, not "soon".',
    ],
    [['recipients', 'create', 'a', '--expiration-time', '9007199254740993'], 'must be a whole number'],
    [['recipients', 'rotate-token', 'a', '1.5'], 'EXISTING_TOKEN_EXPIRE_IN_SECONDS must be a whole number, not "1.5".'],
    [['shares', 'get', 'a', '--include-shared-data=maybe'], "unknown option '--include-shared-data=maybe'"],
    [['shares', 'create', 'a', '--json', '[1]'], '--json must hold an object'],
    [['shares', 'create', 'a', '--json', '{"x": dapi1}'], '--json: is not JSON.'],
    [['shares', 'create', 'a', '--json', '@/no/such/file'], '--json: /no/such/file cannot be read: ENOENT'],
    [['shares', 'create', 'a', 'b'], 'too many arguments'],
    [['shares', 'crate', 'a'], "unknown command 'crate'"],
    [['share', 'create', 'a'], '(Did you mean shares?)'],
    [['shares', 'list-shares', '--limit', 'x'], '--limit must be a whole number'],
  ])('%j', async (args, message) => {
    const ended = await send(args);
    expect(ended).toMatchObject({ code: 1, out: '', url: '' });
    expect(ended.err).toContain(message);
    expect(ended.err).not.toContain('dapi1');
  });
});
