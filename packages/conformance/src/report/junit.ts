import { exchangeText } from '../exchange.ts';
import type { Result } from '../run-rules.ts';
import { areaOf } from './area-of.ts';
import { xmlText } from './xml-text.ts';

const outcomeXml = ({ outcome, reason = '', exchanges }: Result): string => {
  if (outcome === 'pass') return '';
  if (outcome !== 'fail') return `<skipped message="${xmlText(`${outcome}: ${reason}`)}"/>`;
  const last = exchanges.at(-1);
  return `<failure message="${xmlText(reason)}">${last === undefined ? '' : xmlText(exchangeText(last))}</failure>`;
};

/**
 * The results as JUnit XML, which CI systems show: a suite for each area, a test case for each rule. A failure holds the
 * last exchange, and what was not offered or not tried is skipped.
 */
export const toJUnit = (results: readonly Result[]): string => {
  const suites = [...Map.groupBy(results, areaOf)].map(([area, members]) => {
    const count = (...outcomes: readonly Result['outcome'][]) =>
      members.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const cases = members.map(
      result =>
        `    <testcase classname="sharing.${area}" name="${xmlText(`${result.rule.id}: ${result.rule.title}`)}">${outcomeXml(result)}</testcase>`,
    );
    const counts = `tests="${members.length}" failures="${count('fail')}" skipped="${count('not offered', 'not tried')}"`;
    return `  <testsuite name="sharing.${area}" ${counts}>\n${cases.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Delta Sharing conformance">\n${suites.join('\n')}\n</testsuites>\n`;
};
