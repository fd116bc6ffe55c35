import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rules } from '@boathouse/conformance';
import { openApi } from '@boathouse/contract';
import { builtOperations } from '@boathouse/server';
import { benchmarks } from '../bench/benchmarks.ts';
import { readResult } from '../bench/results.ts';
import { readSavedResults } from '../interop/conformance/saved-results.ts';
import { benchmarksPage } from './generate/benchmarks-page.ts';
import { configurationPage } from './generate/configuration-page.ts';
import { conformancePage } from './generate/conformance-page.ts';
import { conformanceRulesPage } from './generate/conformance-rules-page.ts';
import { coveragePage } from './generate/coverage-page.ts';
import { errorsPage } from './generate/errors-page.ts';
import { format } from './generate/format.ts';
import { compare, write } from './generate/output.ts';
import { sdkFiles } from './generate/sdk-files.ts';

/**
 * Makes what follows from the contract: the SDK's services and types, the OpenAPI document, pages of documentation. And
 * the pages of the benchmarks and of conformance, from their saved runs.
 * `--check` writes nothing and fails when a file is out of step.
 */
const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../packages/contract/package.json', import.meta.url), 'utf8'),
);
const texts = new Map([
  ...(await sdkFiles()),
  ['docs/errors.md', errorsPage()],
  ['docs/guides/configuration.md', configurationPage()],
  ['docs/coverage.md', coveragePage(builtOperations())],
  ['docs/conformance-rules.md', conformanceRulesPage(rules)],
  ['docs/conformance.md', conformancePage(rules, readSavedResults())],
  [
    'docs/benchmarks.md',
    benchmarksPage(benchmarks.map(benchmark => ({ benchmark, result: readResult(benchmark.name) }))),
  ],
]);
const files = new Map([...format(texts), ['docs/openapi.json', `${JSON.stringify(openApi(version), null, 2)}\n`]]);
const difference = compare(files);
const differing = [...difference.outdated, ...difference.leftOver].sort();
if (options.check && differing.length > 0) {
  process.stderr.write(`Out of step with the contract; run \`npm run generate\`:\n  ${differing.join('\n  ')}\n`);
  process.exitCode = 1;
} else if (!options.check) {
  write(files, difference);
  process.stdout.write(`${files.size} files made, ${differing.length} of them changed.\n`);
}
