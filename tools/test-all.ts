import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAzurite } from '../packages/server/test-services/azurite.ts';
import { startPostgres } from '../packages/server/test-services/postgres.ts';
import { findS3Server } from '../packages/server/test-services/s3.ts';

/**
 * Runs everything: the unit and store tests with the services that `npm test` does without, the demo, the examples and
 * the quick real clients. A service that is missing is a failure here, never a skip. Ends with `N passed, N failed`.
 */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What failed, a line or more each: it is said again at the end, where a cut-off log still shows it. */
  readonly failures: readonly string[];
}

const run = (command: string, args: readonly string[], environment: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  });

const announce = (title: string) => process.stdout.write(`\n── ${title}\n`);

/** What vitest's JSON report holds of a test file. */
interface SuiteReport {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

const failuresOf = ({ name, status, message, assertionResults }: SuiteReport): readonly string[] => {
  const tests = assertionResults
    .filter(test => test.status === 'failed')
    .map(test => `${name}: ${test.fullName}\n${test.failureMessages.join('\n').slice(0, 2000)}`);
  return tests.length === 0 && status === 'failed' ? [`${name}: ${message.slice(0, 2000)}`] : tests;
};

const runUnitTests = async (): Promise<Outcome> => {
  announce('Unit and store tests, on SQLite, PostgreSQL, an S3 server and Azurite');
  const postgres = await startPostgres();
  if (postgres === undefined) throw new Error('PostgreSQL is not on this machine: apt-get install postgresql.');
  const report = join(mkdtempSync(join(tmpdir(), 'boathouse-report-')), 'vitest.json');
  const environment = { BOATHOUSE_TEST_POSTGRES: postgres.url, BOATHOUSE_REQUIRE_SERVICES: '1' };
  findS3Server();
  findAzurite();
  const code = await run(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    environment,
  );
  postgres.stop();
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const failures = (testResults as readonly SuiteReport[]).flatMap(failuresOf);
  if (numPendingTests > 0) failures.push(`${numPendingTests} tests were skipped: that counts as failed here.`);
  const failed = numFailedTests + numPendingTests;
  // A suite that cannot be loaded fails without a failed test.
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, failures };
};

const runCommand = async (title: string, command: string, args: readonly string[]): Promise<Outcome> => {
  announce(title);
  const code = await run(command, args);
  return code === 0
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`${title}: exit code ${code}`] };
};

const runScript = (title: string, name: string, args: readonly string[] = []): Promise<Outcome> =>
  runCommand(title, 'npm', ['run', '--silent', name, '--', ...args]);

const testing = 'examples/testing';

const outcomes = [
  await runScript('Format, lint, types, imports, generated files', 'check'),
  await runUnitTests(),
  await runScript('The demo', 'demo'),
  await runScript('The tour of the README', 'tour'),
  await runCommand('Examples of tests: vitest', 'vitest', ['run', '--config', `${testing}/vitest.config.ts`]),
  await runCommand('Examples of tests: node:test', 'node', ['--test', `${testing}/rotate-tokens.node-test.ts`]),
  await runCommand('Examples of tests: Python', 'node', [
    `${testing}/with-workspace.ts`,
    'python3',
    `${testing}/test_shares.py`,
  ]),
  await runCommand('An example of administration: tokens for a partner', 'node', [
    `${testing}/with-workspace.ts`,
    'node',
    'examples/partner-tokens.ts',
  ]),
  await runScript('Real clients: pinned and newest', 'interop', ['quick']),
];

const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
for (const failure of outcomes.flatMap(outcome => outcome.failures)) process.stdout.write(`\nFAILED ${failure}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
