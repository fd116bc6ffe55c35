/** Tells whoever waits how far a benchmark is; on standard error, so that results alone are on standard output. */
export const progress = (text: string): void => {
  process.stderr.write(`  ${text}\n`);
};
