const width = 120;

/** Cuts a text at spaces into lines of at most `length` characters; longer words stay whole. */
const wrap = (text: string, length: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > length) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
};

/**
 * A JSDoc comment with a line break at its end.
 *
 * @param paragraphs its text; those that are undefined are left out
 * @param indent spaces in front of each line
 */
export const jsdoc = (paragraphs: readonly (string | undefined)[], indent = 0): string => {
  const space = ' '.repeat(indent);
  const texts = paragraphs.filter(text => text !== undefined).map(text => text.trim().replaceAll('*/', '*\\/'));
  const [only = ''] = texts;
  if (texts.length === 1 && indent + only.length + 7 <= width) return `${space}/** ${only} */\n`;
  const lines = texts.flatMap((text, index) => [...(index === 0 ? [] : ['']), ...wrap(text, width - indent - 3)]);
  return `${space}/**\n${lines.map(line => `${space} * ${line}`.trimEnd()).join('\n')}\n${space} */\n`;
};
