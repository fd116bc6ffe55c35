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
  const html = toHtml(results, 'https://s.example/<sharing>', new Date('2026-01-02T03:04:05Z'));

  it('says what was tested, when, and what came of it', () => {
    expect(html).toContain(
      '<code>https://s.example/&lt;sharing&gt;</code>, 2026-01-02 03:04 UTC. <strong>1 of 3 rules',
    );
    expect(toHtml([], 'x', new Date())).toContain('No rule is broken');
    const untried = results.map(result => ({ ...result, outcome: 'not tried' as const }));
    expect(toHtml(untried, 'x', new Date())).toContain('No rule could be tried');
  });

  it('shows each outcome by a mark and a word, and hides the mark from screen readers', () => {
    for (const shown of ['✓</span> pass', '✗</span> fail', '–</span> not offered']) expect(html).toContain(shown);
    expect(html.match(/[✓✗–?]<\/span>/g)).toHaveLength(
      html.match(/<span class="mark" aria-hidden="true">/g)?.length ?? 0,
    );
  });

  it('counts the outcomes of each area', () => {
    const query = '<th scope="row"><a href="#query">query</a></th>';
    expect(html).toContain(`${query}<td class="count">1</td><td class="count">1</td><td class="count zero">0</td>`);
    expect(html).toContain('<tr class="area" id="query">');
  });

  it('shows and hides rules by their outcome, by the style sheet alone', () => {
    for (const name of ['pass', 'fail', 'not-offered', 'not-tried']) {
      expect(html).toContain(`<input type="checkbox" id="show-${name}" checked>`);
      expect(html).toContain(`body:has(#show-${name}:not(:checked)) tr.${name} { display: none; }`);
    }
    expect(html).toContain('<tr class="not-offered" id="paging/whole">');
  });

  it('folds exchanges in, without anything that a server sent as markup', () => {
    expect(html).toContain('<details><summary>Exchanges (1)</summary>');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('What &lt;query/fields&gt; says');
    expect(html).not.toContain('<script');
  });

  it('needs nothing from elsewhere', () => {
    expect(html).not.toMatch(/src=|href="[^#]|@import|url\(/);
  });
});
