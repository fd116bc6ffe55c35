import { describe, expect, it } from 'vitest';
import type { Result } from '../run-rules.ts';
import { toHtml } from './html.ts';
import { toJUnit } from './junit.ts';

const rule = (id: string) =>
  ({
    id,
    title: `What <${id}> says`,
    requirement: 'The "section"',
    protects: 'Clients & others',
    level: 'core',
  }) as const;

const results: readonly Result[] = [
  { rule: rule('query/lines'), outcome: 'pass', exchanges: [] },
  {
    rule: rule('query/fields'),
    outcome: 'fail',
    reason: 'A file has no <url>\u0001.',
    exchanges: [{ request: 'POST /query', response: '200\n\n{"file":{}}</pre><script>alert(1)</script>' }],
  },
  { rule: rule('paging/whole'), outcome: 'not offered', reason: 'No pages.', exchanges: [] },
];

describe('JUnit XML', () => {
  it('has a suite for each area with its counts, and the exchange of a failure', () => {
    const xml = toJUnit(results);
    expect(xml).toContain('<testsuite name="sharing.query" tests="2" failures="1" skipped="0">');
    expect(xml).toContain('<testsuite name="sharing.paging" tests="1" failures="0" skipped="1">');
    expect(xml).toContain('<failure message="A file has no &lt;url&gt;?.">&gt; POST /query');
    expect(xml).toContain('<skipped message="not offered: No pages."/>');
  });
});

describe('the HTML report', () => {
  it('shows each outcome by a mark and a word, and nothing that a server sent as markup', () => {
    const html = toHtml(results, 'https://s.example/<sharing>');
    expect(html).toContain('✓ pass');
    expect(html).toContain('✗ fail');
    expect(html).toContain('– 1 not offered');
    expect(html).toContain('https://s.example/&lt;sharing&gt;');
    expect(html).not.toContain('<script');
  });

  it('needs nothing from elsewhere', () => {
    expect(toHtml(results, 'x')).not.toMatch(/(src|href)=|@import|url\(/);
  });
});
