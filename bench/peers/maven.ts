import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../../interop/run-command.ts';
import { cacheFolder } from './cache.ts';

/** One artifact in Maven Central. */
export interface Coordinates {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
}

const dependencyPlugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
/** Milliseconds. The first time downloads some hundred megabytes. */
const patience = 600_000;

const pomOf = (coordinates: readonly Coordinates[]): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>peer</artifactId>
  <version>1</version>
  <dependencies>${coordinates
    .map(
      ({ groupId, artifactId, version }) =>
        `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>`,
    )
    .join('')}</dependencies>
</project>
`;

const showOf = ({ groupId, artifactId, version }: Coordinates): string => `${groupId}:${artifactId}:${version}`;

const runMaven = async (args: readonly string[]): Promise<void> => {
  const options = { env: process.env, signal: AbortSignal.timeout(patience), show: false };
  const { code, output } = await runCommand('mvn', args, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error('There is no `mvn` on this machine. Install Maven and Java 17 (Debian: apt-get install maven).');
  });
  if (code !== 0) throw new Error(`\`mvn ${args.join(' ')}\` failed:\n${output.trim()}`);
};

const resolve = async (coordinates: readonly Coordinates[]): Promise<string> => {
  const folder = mkdtempSync(join(cacheFolder('maven'), 'work-'));
  try {
    const [pom, found] = [join(folder, 'pom.xml'), join(folder, 'classpath')];
    writeFileSync(pom, pomOf(coordinates));
    const scope = ['-DincludeScope=runtime', `-Dmdep.outputFile=${found}`];
    await runMaven(['--batch-mode', '--quiet', '--file', pom, `${dependencyPlugin}:build-classpath`, ...scope]);
    return readFileSync(found, 'utf8').trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * The class path of some artifacts with all that they need at run time. Maven resolves it once; the jars stay in its own
 * repository, the path in the cache of the benchmarks.
 *
 * @returns paths of jars, as `java -cp` takes them
 * @throws Error with what to install, when Maven is missing; with Maven's output, when something cannot be resolved
 */
export const classPathOf = async (...coordinates: readonly Coordinates[]): Promise<string> => {
  const key = createHash('sha256').update(coordinates.map(showOf).join('\n')).digest('hex').slice(0, 12);
  const file = join(cacheFolder('maven'), `${key}.classpath`);
  const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (known !== '' && known.split(delimiter).every(jar => existsSync(jar))) return known;
  const found = await resolve(coordinates);
  writeFileSync(file, found);
  return found;
};
