import type { Result } from '../run-rules.ts';

type Outcome = Result['outcome'];

/** Each outcome has a shape of its own beside its colour, so that nobody has to tell colours apart. */
export const marks: Readonly<Record<Outcome, string>> = { pass: '✓', fail: '✗', 'not offered': '–', 'not tried': '?' };

/** The outcomes in the order in which reports name them. */
export const outcomes = ['pass', 'fail', 'not offered', 'not tried'] as const satisfies readonly Outcome[];

/** What a class or an id is called after an outcome. */
export const classOf = (outcome: Outcome): string => outcome.replace(' ', '-');

/** A box that is not ticked takes its rows away. */
const filters = outcomes
  .map(classOf)
  .map(name => `body:has(#show-${name}:not(:checked)) tr.${name} { display: none; }`)
  .join('\n');

/** The style sheet of the HTML report. Every text has a contrast of at least 4.5 : 1, on light and on dark. */
export const htmlStyle = `
:root { color-scheme: light dark; --pass: #005a8c; --fail: #a83c00; --quiet: #5f5f5f; font: 15px/1.5 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --pass: #56b4e9; --fail: #f0a020; --quiet: #a6a6a6; } }
body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2.5rem; }
.area th { padding-top: 1.5rem; border-top: 0; font-size: 1.15rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); }
td, th { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid #8886; }
th { font-weight: 600; }
.count { text-align: right; font-variant-numeric: tabular-nums; }
.zero { color: var(--quiet); }
.outcome { white-space: nowrap; font-weight: 600; width: 8rem; }
.mark { display: inline-block; width: 1.2em; text-align: center; }
tr.pass .outcome, th.pass { color: var(--pass); }
tr.fail .outcome, th.fail { color: var(--fail); }
tr.fail { box-shadow: inset 4px 0 var(--fail); }
tr.not-offered .outcome, tr.not-tried .outcome { color: var(--quiet); }
.facts { color: var(--quiet); margin: .2rem 0; }
.reason { margin: .4rem 0; font-weight: 600; }
.reason, .facts { overflow-wrap: anywhere; }
fieldset { border: 1px solid #8886; margin: 1.5rem 0; }
fieldset label { margin-right: 1.5rem; white-space: nowrap; }
pre { overflow: auto; max-height: 24rem; padding: .6rem; background: #8882; white-space: pre-wrap; overflow-wrap: anywhere; }
code { overflow-wrap: break-word; }
@media print { fieldset { display: none; } pre { max-height: none; } }
${filters}
`;
