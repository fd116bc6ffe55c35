/** Text that Markdown shows as it is, in paragraphs and in cells of tables. */
export const markdownText = (text: string): string =>
  text.replace(/[\\`*_<>|[\]]/g, character => `\\${character}`).replace(/\s*\n\s*/g, ' ');

/** What GitHub makes of a heading, to link to. */
export const headingAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');

/** Text as a block of code, however many backticks are in it. */
export const codeBlock = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trimEnd()}\n${fence}`;
};
