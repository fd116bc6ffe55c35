import { exchangeText } from '../exchange.ts';
import type { Result } from '../run-rules.ts';
import { xmlText } from './xml-text.ts';

type Outcome = Result['outcome'];

/** Each outcome has a shape of its own beside its colour, so that nobody has to tell colours apart. */
const marks: Readonly<Record<Outcome, string>> = { pass: '✓', fail: '✗', 'not offered': '–', 'not tried': '?' };

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid #8884; }
.mark { font-weight: bold; white-space: nowrap; }
.pass { color: #0072b2; }
.fail { color: #d55e00; }
.not-offered, .not-tried { color: #767676; }
small { color: #767676; }
pre { overflow: auto; max-height: 24rem; padding: .6rem; background: #8881; }
@media (prefers-color-scheme: dark) { .pass { color: #56b4e9; } .fail { color: #e69f00; } }
`;

const classOf = (outcome: Outcome): string => outcome.replace(' ', '-');

const row = ({ rule, outcome, reason, exchanges }: Result): string => {
  const shown = exchanges.length === 0 ? '' : exchanges.map(exchangeText).join('\n');
  const details =
    shown === ''
      ? ''
      : `<details><summary>Exchanges (${exchanges.length})</summary><pre>${xmlText(shown)}</pre></details>`;
  const why = reason === undefined ? '' : `<p>${xmlText(reason)}</p>`;
  return `<tr><td class="mark ${classOf(outcome)}">${marks[outcome]} ${outcome}</td><td><strong>${xmlText(rule.title)}</strong><br>
<small>${xmlText(rule.id)} · ${rule.level} · ${xmlText(rule.requirement)}<br>Protects: ${xmlText(rule.protects)}</small>${why}${details}</td></tr>`;
};

/**
 * The results as one HTML page that needs nothing else: no script, no font, no address.
 *
 * @param subject what was tested, such as the endpoint
 */
export const toHtml = (results: readonly Result[], subject: string): string => {
  const count = (outcome: Outcome) => results.filter(result => result.outcome === outcome).length;
  const summary = (Object.keys(marks) as Outcome[])
    .map(outcome => `<span class="${classOf(outcome)}">${marks[outcome]} ${count(outcome)} ${outcome}</span>`)
    .join(' · ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Delta Sharing conformance</title><style>${style}</style></head>
<body><h1>Delta Sharing conformance</h1><p>${xmlText(subject)}</p><p>${summary}</p>
<table><thead><tr><th>Result</th><th>Rule</th></tr></thead><tbody>
${results.map(row).join('\n')}
</tbody></table></body></html>
`;
};
