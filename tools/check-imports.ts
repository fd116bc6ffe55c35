import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Holds the house together: which package may import which, and in which direction the server's domains may depend on
 * each other. TypeScript 7 has no compiler API, so that the imports are read from the text; Biome finds circles.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

const packages: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  sdk: [],
  delta: [],
  recipient: [],
  conformance: [],
  server: ['contract', 'delta', 'recipient'],
  testing: ['server'],
  cli: ['contract', 'sdk', 'recipient', 'server', 'conformance'],
};

/** What a package's tests may import beside: what it is checked against, or used with. */
const inTests: Readonly<Record<string, readonly string[]>> = {
  sdk: ['contract'],
  conformance: ['testing', 'sdk'],
  testing: ['sdk', 'recipient'],
  cli: ['testing'],
};

/** A domain of the server may import those before it. */
const domains = [
  'audit',
  'identity',
  'permissions',
  'tokens',
  'secrets',
  'catalog',
  'sharing',
  'delta-sharing',
  'sql',
  'clusters',
  'marketplace',
  'partner-connect',
];

const importPattern = /(?:from|import)\s*\(?\s*'([^']+)'/g;

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(importPattern)].map(([, specifier = '']) => specifier);

const packageProblem = (file: string, specifier: string): string | undefined => {
  const [, from = ''] = /^packages\/([^/]+)\//.exec(file) ?? [];
  const [, to, rest] = /^@boathouse\/([^/]+)(\/.*)?$/.exec(specifier) ?? [];
  if (to === undefined) return undefined;
  if (rest !== undefined) return `reaches into @boathouse/${to}: import from its index`;
  const allowed = [...(packages[from] ?? []), ...(file.endsWith('.test.ts') ? (inTests[from] ?? []) : [])];
  return allowed.includes(to) ? undefined : `package ${from} may not import @boathouse/${to}`;
};

const domainOf = (file: string): string => /^packages\/server\/src\/([^/]+)\//.exec(file)?.[1] ?? '';

const domainProblem = (file: string, specifier: string): string | undefined => {
  if (!specifier.startsWith('.') || file.endsWith('.test.ts')) return undefined;
  const target = relative(root, normalize(join(root, dirname(file), specifier)));
  const [from, to] = [domains.indexOf(domainOf(file)), domains.indexOf(domainOf(target))];
  return from !== -1 && to > from ? `domain ${domains[from]} may not import domain ${domains[to]}` : undefined;
};

const problems = globSync('packages/*/src/**/*.ts', { cwd: root }).flatMap(file =>
  importsOf(file)
    .map(specifier => packageProblem(file, specifier) ?? domainProblem(file, specifier))
    .filter(problem => problem !== undefined)
    .map(problem => `${file}: ${problem}`),
);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
