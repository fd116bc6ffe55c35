import { schemaOf, services } from '@boathouse/contract';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../program.ts';
import { officialCommands } from '../testing/facts.ts';
import { answering, run, signedIn } from '../testing/run.ts';
import { handMade } from './hand-made.ts';
import { placeholder } from './positionals.ts';

const official = officialCommands();
const surroundings = {
  env: {},
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  fetch,
  signal: new AbortController().signal,
};
const program = createProgram(surroundings);

const find = (noun: string, verb: string) =>
  program.commands.find(command => command.name() === noun)?.commands.find(command => command.name() === verb);

const words = ['str', 'int', 'bool', 'float'];

test('the facts are all there', () => {
  expect(official.length).toBeGreaterThanOrEqual(214);
});

describe.each(official)('$noun $verb', ({ noun, verb, method, path, required }) => {
  const positionals = required.filter(({ type }) => words.includes(type));

  test('has the positionals of Databricks’ command line, in their order', () => {
    const found = find(noun, verb)?.registeredArguments.map(argument => argument.name());
    expect(found).toEqual(positionals.map(({ name }) => placeholder(name)));
  });

  test('sends its operation with every required field', async () => {
    const { fetch, requests } = answering({});
    const given = positionals.map(({ type }, index) => (type === 'int' ? String(index + 1) : `w${index}`));
    const rest = required.filter(({ type }) => !words.includes(type));
    const json = Object.fromEntries(
      rest.map(({ name, type }) => [name, type.startsWith('List') ? [`mark-${name}`] : { mark: `mark-${name}` }]),
    );
    const args = [noun, verb, ...given, ...(rest.length === 0 ? [] : ['--json', JSON.stringify(json)])];
    const ended = await run(args, { env: signedIn(), fetch });
    expect(ended).toMatchObject({ code: 0, err: '' });
    const [request] = requests;
    expect(request?.method).toBe(method);
    const url = new URL(request?.url ?? '');
    expect(url.pathname).toMatch(new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`));
    const sent = `${decodeURIComponent(url.href)} ${await request?.text()}`;
    for (const word of given) expect(sent).toContain(word);
    for (const { name } of rest) expect(sent).toContain(`mark-${name}`);
  });
});

test('every operation of the contract has a command, but the recipients’ protocol', () => {
  const expected = Object.values(services)
    .filter(({ name }) => name !== 'deltaSharing')
    .flatMap(({ operations }) => Object.keys(operations));
  const nouns = program.commands.filter(({ commands }) =>
    commands.some(({ registeredArguments }) => registeredArguments),
  );
  const own = new Set(['auth', 'api', 'recipient', 'conformance']);
  const verbs = nouns.filter(noun => !own.has(noun.name())).flatMap(({ commands }) => commands);
  expect(verbs).toHaveLength(expected.length);
});

test('no field hides an option that every command understands, and none is taken by two fields', () => {
  const globals = new Set(program.options.flatMap(({ long }) => [long]).concat('--help', '--json'));
  for (const noun of program.commands) {
    for (const verb of noun.commands) {
      const flags = verb.options.map(({ long }) => long).filter(long => long !== '--json');
      expect(
        flags.filter(flag => globals.has(flag)),
        `${noun.name()} ${verb.name()}`,
      ).toEqual([]);
      expect(new Set(flags).size, `${noun.name()} ${verb.name()}`).toBe(flags.length);
    }
  }
});

test('every field of a request is told in the help or comes by --json', () => {
  for (const { name, operations } of Object.values(services).filter(service => service.name !== 'deltaSharing')) {
    for (const [operation, { request }] of Object.entries(operations)) {
      if (handMade[`${name}.${operation}`] !== undefined) continue;
      const count = Object.keys(schemaOf(request).properties ?? {}).length;
      const kebab = (text: string) => text.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
      const command = find(kebab(name), kebab(operation));
      expect(
        command?.options.some(({ long }) => long === '--json'),
        `${name}.${operation}`,
      ).toBe(count > 0);
    }
  }
});

test('the deprecated verb for listing shares works too', async () => {
  const { fetch, requests } = answering({ shares: [] });
  expect(await run(['shares', 'list'], { env: signedIn(), fetch })).toMatchObject({ code: 0 });
  expect(requests[0]?.url).toContain('/unity-catalog/shares');
});
