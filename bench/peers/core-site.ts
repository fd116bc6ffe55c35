import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { S3Server } from '../../packages/server/test-services/s3.ts';

/** Writes Hadoop's `core-site.xml`, by which its S3 client reaches the store, into a folder. */
export const writeCoreSite = (folder: string, { endpoint, region, accessKeyId, secretAccessKey }: S3Server): void => {
  const settings = {
    endpoint,
    'endpoint.region': region,
    'path.style.access': 'true',
    'access.key': accessKeyId,
    'secret.key': secretAccessKey,
  };
  const properties = Object.entries(settings).map(
    ([name, value]) => `<property><name>fs.s3a.${name}</name><value>${value}</value></property>`,
  );
  writeFileSync(join(folder, 'core-site.xml'), `<configuration>${properties.join('')}</configuration>\n`, {
    mode: 0o600,
  });
};
