import { runCommand } from './run-command.ts';

const advice = (least: number): string =>
  `Install Java ${least} or newer (Debian: apt-get install openjdk-${least}-jre-headless).`;

/** `17.0.15` and, of Java 8, `1.8.0_432`. */
const majorOf = (version: string): number => Number(/^(?:1\.)?(\d+)/.exec(version)?.[1]);

/**
 * Gives the version of the `java` in `PATH`.
 *
 * @param least the oldest that will do, such as 17
 * @throws Error with what to install, when there is none or it is older
 */
export const requireJava = async (least: number, signal: AbortSignal): Promise<string> => {
  const options = { env: process.env, signal, show: false };
  const { output } = await runCommand('java', ['-version'], options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(`There is no \`java\` on this machine. ${advice(least)}`);
  });
  const [, version = ''] = /version "([^"]+)"/.exec(output) ?? [];
  if (!(majorOf(version) >= least)) throw new Error(`\`java -version\` says: ${output.trim()}\n${advice(least)}`);
  return version;
};
