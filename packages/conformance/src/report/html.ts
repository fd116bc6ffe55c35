import { exchangeText } from '../exchange.ts';
import type { Result } from '../run-rules.ts';
import { areaOf } from './area-of.ts';
import { classOf, htmlStyle, marks, outcomes } from './html-style.ts';
import { xmlText } from './xml-text.ts';

type Outcome = Result['outcome'];

/** The mark is for eyes alone: the word beside it says the same. */
const outcomeHtml = (outcome: Outcome): string =>
  `<span class="mark" aria-hidden="true">${marks[outcome]}</span> ${outcome}`;

const countOf = (results: readonly Result[], outcome: Outcome): number =>
  results.filter(result => result.outcome === outcome).length;

const verdictOf = (results: readonly Result[]): string => {
  const broken = countOf(results, 'fail');
  if (results.length > 0 && countOf(results, 'not tried') === results.length) return 'No rule could be tried';
  return broken === 0 ? 'No rule is broken' : `${broken} of ${results.length} rules are broken`;
};

const overviewRow = ([area, results]: readonly [string, readonly Result[]]): string => {
  const counts = outcomes.map(outcome => countOf(results, outcome));
  const cells = counts.map(count => `<td class="count${count === 0 ? ' zero' : ''}">${count}</td>`);
  return `<tr><th scope="row"><a href="#${xmlText(area)}">${xmlText(area)}</a></th>${cells.join('')}</tr>`;
};

const overview = (areas: ReadonlyMap<string, readonly Result[]>): string => {
  const heads = outcomes.map(
    outcome => `<th scope="col" class="count ${classOf(outcome)}">${outcomeHtml(outcome)}</th>`,
  );
  return `<table><caption>How many rules of each area came to which result</caption>
<thead><tr><th scope="col">Area</th>${heads.join('')}</tr></thead>
<tbody>
${[...areas].map(overviewRow).join('\n')}
</tbody></table>`;
};

const filter = (results: readonly Result[]): string => {
  const boxes = outcomes.map(
    outcome =>
      `<label><input type="checkbox" id="show-${classOf(outcome)}" checked> ${outcomeHtml(outcome)} (${countOf(results, outcome)})</label>`,
  );
  return `<fieldset><legend>Show</legend>\n${boxes.join('\n')}\n</fieldset>`;
};

const exchangesHtml = ({ rule, exchanges }: Result): string => {
  if (exchanges.length === 0) return '';
  const text = xmlText(exchanges.map(exchangeText).join('\n'));
  // Who has no mouse must be able to scroll the text, too.
  const pre = `<pre tabindex="0" role="region" aria-label="Exchanges of ${xmlText(rule.id)}">${text}</pre>`;
  return `<details><summary>Exchanges (${exchanges.length})</summary>${pre}</details>`;
};

const row = (result: Result): string => {
  const { rule, outcome, reason } = result;
  const why = reason === undefined ? '' : `<p class="reason">${xmlText(reason)}</p>`;
  return `<tr class="${classOf(outcome)}" id="${xmlText(rule.id)}">
<td class="outcome">${outcomeHtml(outcome)}</td>
<td><code>${xmlText(rule.id).replace('/', '/<wbr>')}</code><br>${rule.level}</td>
<td>${xmlText(rule.title)}${why}
<p class="facts">${xmlText(rule.requirement)}<br>Protects: ${xmlText(rule.protects)}</p>${exchangesHtml(result)}</td></tr>`;
};

const areaRows = ([area, results]: readonly [string, readonly Result[]]): string =>
  `<tbody><tr class="area" id="${xmlText(area)}"><th scope="rowgroup" colspan="3">${xmlText(area)}</th></tr>
${results.map(row).join('\n')}
</tbody>`;

/**
 * The results as one HTML page that needs nothing else: no script, no font, no address. Rules are shown and hidden by
 * their outcome with the style sheet alone.
 *
 * @param subject what was tested, such as the endpoint
 * @param now when: the page says the day and the minute, in UTC
 */
export const toHtml = (results: readonly Result[], subject: string, now: Date): string => {
  const areas = Map.groupBy(results, areaOf);
  const minute = `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const verdict = verdictOf(results);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${verdict}: Delta Sharing conformance of ${xmlText(subject)}</title><style>${htmlStyle}</style></head>
<body><main>
<h1>Delta Sharing conformance</h1>
<p><code>${xmlText(subject)}</code>, ${minute}. <strong>${verdict}.</strong></p>
${overview(areas)}
<h2 id="rules">Rules</h2>
${filter(results)}
<table><caption>What came of each rule. “Not offered”: the protocol leaves it to the server. “Not tried”: there was no table
to try it on.</caption>
<thead><tr><th scope="col">Result</th><th scope="col">Rule and level</th><th scope="col">What a correct server does</th></tr></thead>
${[...areas].map(areaRows).join('\n')}
</table></main></body></html>
`;
};
