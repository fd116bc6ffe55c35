import type { Outcome, Side } from './benchmark.ts';
import { median } from './median.ts';

/** One side of an outcome, in words. */
export interface SummaryRow {
  readonly who: string;
  /** The median with its unit. */
  readonly median: string;
  /** What the median says beside the first side, or of one thing; empty where there is nothing to say. */
  readonly comparison: string;
  /** From the least to the greatest figure. */
  readonly range: string;
}

const show = (figure: number): string => {
  if (figure >= 1000) return Math.round(figure).toLocaleString('en');
  return figure >= 100 ? figure.toFixed(0) : figure.toPrecision(3);
};

/** A millionth of a unit, which is what one thing out of very many costs. */
const millionths: Readonly<Record<string, string>> = { s: 'µs', MB: 'bytes' };

const compare = ({ unit, compare: way = 'ratio', sides: [first] }: Outcome, side: Side): string => {
  const own = median(side.figures);
  if (way === 'growth')
    return `${show((own * 1e6) / (side.count ?? 1))} ${millionths[unit] ?? `millionths of ${unit}`}`;
  if (first === undefined || side === first) return '';
  const ours = median(first.figures);
  if (way === 'ratio') return `${show(ours / own)} ×`;
  return `${ours < own ? '−' : '+'}${show(Math.abs(ours - own))} ${unit}`;
};

/** What a comparison is called, as the heading of a column; empty where nothing is compared. */
export const comparisonHeading = ({ compare: way = 'ratio', sides: [first, second] }: Outcome): string => {
  if (way === 'growth') return 'for each';
  return first === undefined || second === undefined ? '' : `${first.who} ${way === 'ratio' ? '÷' : '−'} this`;
};

/** Puts an outcome into rows, one for each side. */
export const summarize = (outcome: Outcome): readonly SummaryRow[] =>
  outcome.sides.map(side => ({
    who: side.who,
    median: `${show(median(side.figures))} ${outcome.unit}`,
    comparison: compare(outcome, side),
    range: `${show(Math.min(...side.figures))} – ${show(Math.max(...side.figures))}`,
  }));

/** What became of a goal, by an outcome that may have none to hold against it. */
export const verdict = ({ met }: Outcome): string => {
  if (met === undefined) return 'not measured';
  return met ? 'met' : 'MISSED';
};
