import stringWidth from 'string-width';

const gap = '  ';

/** Narrower than this no column is made, however narrow the terminal is. */
const narrowest = 10;

/** Room for `+999`. */
const markerWidth = 4;

/**
 * Lines of a table whose columns stand below each other. Wide ones are cut, and columns for which there is no room are
 * left out: `+3` at the end of the head says how many.
 *
 * @param width of the terminal, in characters
 */
export const tableLines = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] => {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map(line => stringWidth(line[column] ?? ''))));
  const count = fitting(widths, width);
  const left = head.length - count;
  const marker = left === 0 ? '' : `${gap}+${left}`;
  const shown = widths.slice(0, count);
  shrink(shown, width - gap.length * (count - 1) - marker.length);
  return lines.map((line, index) => {
    const cells = shown.map((columnWidth, column) => cut(line[column] ?? '', columnWidth));
    return `${cells.join(gap)}${index === 0 ? marker : ''}`.trimEnd();
  });
};

/** How many columns have room, from the first on, when each is cut as far as may be. */
const fitting = (widths: readonly number[], width: number): number => {
  const least = widths.map(columnWidth => Math.min(columnWidth, narrowest) + gap.length);
  const room = (columns: readonly number[]) => columns.reduce((sum, columnWidth) => sum + columnWidth, 0);
  if (room(least) - gap.length <= width) return widths.length;
  let count = 1;
  while (room(least.slice(0, count + 1)) + markerWidth <= width) count += 1;
  return count;
};

/** Takes from the widest column until all fit. */
const shrink = (widths: number[], room: number): void => {
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) return;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
};

const cut = (cell: string, width: number): string => {
  const missing = width - stringWidth(cell);
  if (missing >= 0) return cell + ' '.repeat(missing);
  let kept = '';
  for (const { segment } of graphemes.segment(cell)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…${' '.repeat(width - 1 - stringWidth(kept))}`;
};

const graphemes = new Intl.Segmenter();
