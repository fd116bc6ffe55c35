import { rules } from '@boathouse/conformance';
import { expect, it } from 'vitest';
import { conformanceRulesPage, ruleLink } from './conformance-rules-page.ts';
import { headingAnchor } from './markdown-text.ts';

const rule = {
  id: 'paging/whole',
  title: 'Pages make up the <whole>',
  requirement: 'Protocol, "Paging"',
  protects: 'Rows | of a table',
  level: 'full',
} as const;

it('has a heading for each rule, below that of its area, with all that is known of it', () => {
  const page = conformanceRulesPage([rule, { ...rule, id: 'paging/tokens', level: 'core' }]);
  expect(page).toContain('- [paging](#paging): 2 rules');
  expect(page).toContain('## paging\n\n### paging/whole\n\nPages make up the \\<whole\\>.\n');
  expect(page).toContain('- What it protects: Rows \\| of a table\n- Level: full\n');
  expect(page).toContain('1 of them are `core`');
  expect(ruleLink('paging/whole')).toBe('[`paging/whole`](conformance-rules.md#pagingwhole)');
});

it('has an anchor of its own for every rule and area that there is', () => {
  const headings = [...rules.map(({ id }) => id), ...new Set(rules.map(({ id }) => id.split('/')[0] ?? ''))];
  expect(new Set(headings.map(headingAnchor)).size).toBe(headings.length);
});
