const isTerminal = process.stdout.isTTY;

const bold = (text: string): string => (isTerminal ? `\u001b[1m${text}\u001b[22m` : text);
const dim = (text: string): string => (isTerminal ? `\u001b[2m${text}\u001b[22m` : text);

let steps = 0;

/** A step of the story. */
export const step = (title: string): void => {
  steps += 1;
  process.stdout.write(`\n${bold(`${steps}. ${title}`)}\n`);
};

/** Something that happened. */
export const say = (text: string): void => {
  process.stdout.write(`   ${text}\n`);
};

/** Something that one could look at, and need not. */
export const aside = (text: string): void => say(dim(text));

/** Rows as a table, with the columns of the first one. */
export const printRows = (rows: readonly Readonly<Record<string, unknown>>[]): void => {
  const columns = Object.keys(rows[0] ?? {});
  const show = (value: unknown): string =>
    value === null || value === undefined ? '–' : value instanceof Date ? value.toISOString() : String(value);
  const cells = [columns, ...rows.map(row => columns.map(column => show(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map(line => line[index]?.length ?? 0)));
  for (const [number, line] of cells.entries()) {
    const text = line
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
    if (number === 0) aside(text);
    else say(text);
  }
};
