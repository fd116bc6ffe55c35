import type { Result, Rule } from '@boathouse/conformance';
import type { SavedResult, SavedRun, ServerResults } from '../../interop/conformance/saved-results.ts';
import { ruleLink } from './conformance-rules-page.ts';
import { codeBlock, markdownText } from './markdown-text.ts';

type Outcome = Result['outcome'];

/** Marks have words beside them wherever something is not right: no meaning hangs on a colour or a shape alone. */
const cells: Readonly<Record<Outcome, string>> = {
  pass: '✓',
  fail: '✗ **fail**',
  'not offered': '– not offered',
  'not tried': '? not tried',
};

/** A run beside the server that it was of. */
interface Column {
  readonly server: ServerResults;
  readonly run: SavedRun;
  readonly outcomes: ReadonlyMap<string, SavedResult>;
}

const columnsOf = (servers: readonly ServerResults[]): readonly Column[] =>
  servers.flatMap(server =>
    server.runs.map(run => ({
      server,
      run,
      outcomes: new Map(run.results.map(result => [result.rule.id, result])),
    })),
  );

const tableRow = (entries: readonly string[]): string => `| ${entries.join(' | ')} |`;

const overview = (columns: readonly Column[], ids: readonly string[]): string => {
  const rows = columns.map(({ server, run, outcomes }) => {
    const count = (outcome: Outcome) => String(ids.filter(id => outcomes.get(id)?.outcome === outcome).length);
    const counts = [count('pass'), count('fail'), count('not offered'), count('not tried')];
    return tableRow([`${server.server} ${server.version}`, run.on, server.date, ...counts]);
  });
  return [
    tableRow(['server', 'on', 'date', '✓ pass', '✗ fail', '– not offered', '? not tried']),
    '| --- | --- | --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
};

const matrix = (columns: readonly Column[], ids: readonly string[]): string => {
  const heads = columns.map(({ server, run }) => `${server.server}: ${run.on}`);
  const cellOf = (id: string, { outcomes }: Column): string => {
    const outcome = outcomes.get(id)?.outcome;
    return outcome === undefined ? 'not run' : cells[outcome];
  };
  return [
    tableRow(['rule', ...heads]),
    tableRow(['---', ...heads.map(() => '---')]),
    ...ids.map(id => tableRow([ruleLink(id), ...columns.map(column => cellOf(id, column))])),
  ].join('\n');
};

/** As many characters of a request and of an answer as show what is wrong with them. */
const shown = 800;

const exchangeText = ({ request, response }: Result['exchanges'][number]): string => {
  const shorten = (text: string) => (text.length > shown ? `${text.slice(0, shown)} …` : text);
  const block = codeBlock(`> ${shorten(request)}\n\n< ${shorten(response)}`);
  return `<details><summary>The exchange</summary>\n\n${block}\n\n</details>`;
};

const failureText = ({ server, run }: Column, { rule, reason = '', exchanges }: SavedResult): string => {
  const judgement = server.judgements?.[rule.id];
  if (judgement === undefined) {
    throw new Error(`${server.server} breaks ${rule.id}: say in "judgements" what looking at the exchange came to.`);
  }
  return [
    `### ${server.server}, ${run.on}: ${rule.id}`,
    `${ruleLink(rule.id)}: ${markdownText(reason)}`,
    `Checked by hand: ${judgement}`,
    ...(exchanges ?? []).slice(-1).map(exchangeText),
  ].join('\n\n');
};

const failures = (columns: readonly Column[], ids: readonly string[]): string => {
  const texts = columns.flatMap(column =>
    ids
      .flatMap(id => column.outcomes.get(id) ?? [])
      .filter(({ outcome }) => outcome === 'fail')
      .map(result => failureText(column, result)),
  );
  return texts.length === 0 ? 'There are none.' : texts.join('\n\n');
};

/** What each server leaves out, once, whichever of its runs said so. */
const leftOut = (servers: readonly ServerResults[], ids: readonly string[]): string => {
  const linesOf = ({ server, runs }: ServerResults): readonly string[] => {
    const results = runs.flatMap(run => run.results).filter(({ outcome }) => outcome === 'not offered');
    const reasons = new Map(results.map(({ rule, reason = '' }) => [rule.id, reason]));
    return ids
      .filter(id => reasons.has(id))
      .map(id => `- ${server}, ${ruleLink(id)}: ${markdownText(reasons.get(id) ?? '')}`);
  };
  const lines = servers.flatMap(linesOf);
  return lines.length === 0 ? 'Nothing.' : lines.join('\n');
};

const remarks = (servers: readonly ServerResults[]): string =>
  servers
    .flatMap(({ server, version, remarks: text }) => (text === undefined ? [] : `${server} ${version}: ${text}\n\n`))
    .join('');

const commands = (columns: readonly Column[]): string =>
  columns
    .map(({ server, run }) => `${server.server} ${server.version}, ${run.on}:\n\n${codeBlock(run.command)}`)
    .join('\n\n');

const others = "No other server's results are here yet.";

/**
 * `docs/conformance.md`: which server keeps which rule.
 *
 * @param rules those that there are now; one that a run did not try is `not run` there
 * @throws Error when a server is said to break a rule and nobody says that it was looked at
 */
export const conformancePage = (rules: readonly Pick<Rule, 'id'>[], servers: readonly ServerResults[]): string => {
  const ids = rules.map(({ id }) => id);
  const columns = columnsOf(servers);
  return `<!-- Made by \`npm run generate\` from interop/conformance/results. -->

# Who keeps the rules

What [\`boathouse conformance sharing\`](guides/conformance.md) found at servers of Delta Sharing.${servers.length > 1 ? '' : ` ${others}`}
“Not offered” is what the protocol leaves to a server; “not tried”, what there was no table for.

${overview(columns, ids)}

## Rule by rule

${matrix(columns, ids)}

## What is broken

A failure is listed only after somebody looked at the exchange that shows it.

${failures(columns, ids)}

## What is not offered

${leftOut(servers, ids)}

## How these were found

${remarks(servers)}${commands(columns)}

\`npm run conformance -- --save\` runs Boathouse's own again, and \`npm run generate\` brings them here.

## Adding a server

Run the suite with \`-o json\`, and put what it prints into a file of its own in \`interop/conformance/results\`, as \`results\` in

${codeBlock(`{
  "server": "The server's name", "version": "1.2.3", "date": "2026-01-31",
  "judgements": { "query/lines": "What you found when you looked at the exchange." },
  "runs": [{ "on": "PostgreSQL, S3", "command": "boathouse conformance sharing …", "results": […] }]
}`)}

then \`npm run generate\`. A rule that is broken must have a judgement, or the page is not made. If it turns out that the rule
is too strict, it is the rule that must change.
`;
};
