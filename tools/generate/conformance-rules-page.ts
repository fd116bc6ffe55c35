import type { Rule } from '@boathouse/conformance';
import { headingAnchor, markdownText } from './markdown-text.ts';

type RuleFacts = Omit<Rule, 'check'>;

const areaOf = ({ id }: RuleFacts): string => id.slice(0, id.indexOf('/'));

/** Where a rule is described, as a link from a page beside. */
export const ruleLink = (id: string): string => `[\`${id}\`](conformance-rules.md#${headingAnchor(id)})`;

const ruleSection = ({ id, title, requirement, protects, level }: RuleFacts): string => `### ${id}

${markdownText(title)}.

- Where it is written: ${markdownText(requirement)}
- What it protects: ${markdownText(protects)}
- Level: ${level}
`;

/** `docs/conformance-rules.md`: every rule of the suite, each under a heading of its own. */
export const conformanceRulesPage = (rules: readonly RuleFacts[]): string => {
  const areas = [...Map.groupBy(rules, areaOf)];
  const count = (members: readonly RuleFacts[]) => `${members.length} ${members.length === 1 ? 'rule' : 'rules'}`;
  const contents = areas.map(([area, members]) => `- [${area}](#${headingAnchor(area)}): ${count(members)}`);
  const sections = areas.map(([area, members]) => `## ${area}\n\n${members.map(ruleSection).join('\n')}`);
  const core = rules.filter(({ level }) => level === 'core').length;
  return `<!-- Made by \`npm run generate\` from packages/conformance/src/rules. Change them there. -->

# What a Delta Sharing server must do

These are the ${rules.length} rules that \`boathouse conformance sharing\` tries on a server: [how to run it](guides/conformance.md),
[who keeps them](conformance.md). ${core} of them are \`core\`, which is what every client needs; the others are \`full\`: what the
protocol offers besides. “Delta Sharing Protocol” is
[PROTOCOL.md](https://github.com/delta-io/delta-sharing/blob/main/PROTOCOL.md), with the section in quotation marks.

${contents.join('\n')}

${sections.join('\n')}`;
};
