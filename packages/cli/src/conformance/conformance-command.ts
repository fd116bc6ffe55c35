import type { Result, Rule } from '@boathouse/conformance';
import { Command, Option } from 'commander';
import { UnmetRulesError, UsageError } from '../failures.ts';
import { globalsOf, type OutputFormat } from '../globals.ts';
import { printable, printableJson } from '../output/printable.ts';
import { barOf, startStatusLine } from '../output/status-line.ts';
import { writeText } from '../output/write-text.ts';
import { replaceFile } from '../replace-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { type LabFlags, openGround } from './ground.ts';

interface Flags extends LabFlags {
  readonly only?: string;
  readonly level: 'core' | 'full';
  readonly timeout: string;
  readonly exchanges?: true;
  readonly junit?: string;
  readonly html?: string;
}

/** `boathouse conformance sharing`: whether a server keeps the rules of Delta Sharing. */
export const conformanceCommand = (surroundings: Surroundings): Command => {
  const sharing = new Command('sharing')
    .summary('check a Delta Sharing or OpenSharing server')
    .description(
      'Tries the rules of the Delta Sharing protocol on the server of a profile (--profile config.share), with what the ' +
        'profile may read. It changes nothing there. With --storage it signs in as an administrator as well, makes a ' +
        'schema, tables and a share of its own, tries all rules on them, and removes them at the end. Ends with exit ' +
        'code 1 when the server breaks a rule, or no rule could be tried.',
    )
    .option('--storage <url>', 'where to put tables: file:///folder, s3://bucket/prefix or abfss://container@account…')
    .option('--admin-profile <name>', 'with --storage: profile of the configuration file to sign in by')
    .option('--catalog <name>', 'with --storage: the catalog to make a schema in (default: main)')
    .option('--recipient <name>', 'with --storage and --profile: the recipient that the profile is of')
    .option('--only <rules>', 'these rules alone: ids or areas, with commas between them')
    .addOption(new Option('--level <level>', 'how much of the protocol').choices(['core', 'full']).default('full'))
    .option('--timeout <seconds>', 'how long an answer may take', '30')
    .option('--exchanges', 'show what went over the wire where a rule is broken')
    .option('--junit <file>', 'write a JUnit report')
    .option('--html <file>', 'write a report for browsers');
  sharing.action((flags: Flags) => run(sharing, flags, surroundings));
  return new Command('conformance')
    .summary('check servers against the rules of a protocol')
    .description('Checks servers against the rules of a protocol, from outside, whoever made them.')
    .addCommand(sharing);
};

const run = async (command: Command, flags: Flags, surroundings: Surroundings): Promise<void> => {
  const { stdout, stderr, signal } = surroundings;
  const { output, profile: profilePath } = globalsOf(command, surroundings);
  // Here, because no other command needs it.
  const { rules, runRules, toHtml, toJUnit } = await import('@boathouse/conformance');
  const limits = { timeout: secondsOf(flags.timeout) * 1000, signal };
  const chosen = choose(rules, flags);
  const results: Result[] = [];
  const line = startStatusLine(stderr);
  const onProblem = (what: string) => {
    line.end();
    stderr.write(`Warning: ${printable(what)}\n`);
  };
  const steps = { onStep: (what: string) => line.show(() => what), onProblem };
  const ground = await openGround({ ...flags, profilePath }, surroundings, { limits, ...steps }).finally(line.end);
  try {
    for await (const result of runRules(ground.profile, { rules: chosen, lab: ground.lab, ...limits })) {
      signal.throwIfAborted();
      results.push(result);
      line.show(() => `${barOf(results.length / chosen.length)} ${results.length}/${chosen.length} rules`);
    }
  } finally {
    await ground.lab?.close();
    line.end();
  }
  await writeText(stdout, textOf(results, output, flags));
  if (flags.junit !== undefined) await replaceFile(flags.junit, toJUnit(results), 0o644);
  if (flags.html !== undefined) {
    await replaceFile(flags.html, toHtml(results, ground.profile.endpoint, new Date()), 0o644);
  }
  ensureKept(results);
};

/** A run of which nothing came must not look like a server that keeps every rule. */
const ensureKept = (results: readonly Result[]): void => {
  const broken = results.filter(({ outcome }) => outcome === 'fail').length;
  if (broken > 0) throw new UnmetRulesError(`${broken} of ${results.length} rules are broken.`);
  const [first] = results;
  if (first === undefined || results.some(({ outcome }) => outcome !== 'not tried')) return;
  throw new UnmetRulesError(
    `None of ${results.length} rules could be tried. The first: ${printable(first.reason ?? '')}`,
  );
};

const secondsOf = (text: string): number => {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new UsageError(`--timeout must be between 0 and 3600 seconds, not "${text}".`);
};

/** The rules that the flags ask for. */
const choose = (rules: readonly Rule[], { only, level }: Flags): readonly Rule[] => {
  const wanted = only?.split(',').map(word => word.trim());
  const unknown = wanted?.find(word => !rules.some(({ id }) => id === word || id.startsWith(`${word}/`)));
  if (unknown !== undefined) throw new UsageError(`There is no rule and no area "${unknown}".`);
  return rules.filter(
    rule =>
      (level === 'full' || rule.level === 'core') &&
      (wanted?.some(word => rule.id === word || rule.id.startsWith(`${word}/`)) ?? true),
  );
};

const textOf = (results: readonly Result[], output: OutputFormat, { exchanges }: Flags): string => {
  if (output === 'json') return `${printableJson(JSON.stringify(results.map(withoutExchanges), null, 2))}\n`;
  const width = Math.max(...results.map(({ rule }) => rule.id.length), 0);
  const lines = results.flatMap(result => [
    `${result.outcome.padEnd(11)}  ${result.rule.id.padEnd(width)}  ${result.rule.title}`,
    ...(result.reason === undefined ? [] : [`${' '.repeat(13)}${printable(result.reason)}`]),
    ...(result.outcome === 'fail' ? failureLines(result).map(line => `${' '.repeat(13)}${line}`) : []),
    ...(exchanges === true && result.outcome === 'fail' ? exchangeLines(result) : []),
  ]);
  return `${[...lines, '', summaryOf(results)].join('\n')}\n`;
};

/** What was asked last, and where the rule is written. */
const failureLines = ({ rule, exchanges }: Result): readonly string[] => {
  const [asked] = exchanges.at(-1)?.request.split('\n', 1) ?? [];
  return [...(asked === undefined ? [] : [`The last request: ${printable(asked)}`]), rule.requirement];
};

/** The last exchange is the one that shows the failure. */
const exchangeLines = ({ exchanges }: Result): readonly string[] => {
  const last = exchanges.at(-1);
  if (last === undefined) return [];
  return [...`> ${last.request}`.split('\n'), ...`< ${last.response}`.split('\n')].map(
    text => `    ${printable(text)}`,
  );
};

const withoutExchanges = ({ exchanges, ...result }: Result) => ({
  ...result,
  ...(result.outcome === 'fail' ? { exchanges } : {}),
});

const summaryOf = (results: readonly Result[]): string =>
  (['pass', 'fail', 'not offered', 'not tried'] as const)
    .map(outcome => `${results.filter(result => result.outcome === outcome).length} ${outcome}`)
    .join(', ');
