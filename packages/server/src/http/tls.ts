import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type Config, ConfigError } from '../config.ts';

/** A certificate chain and its key, in PEM. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

const attempt = <T>(setting: string, file: string, use: () => T): T => {
  try {
    return use();
  } catch (cause) {
    throw new ConfigError(`Setting ${setting}: ${file} cannot be used: ${(cause as Error).message}`, { cause });
  }
};

/**
 * Reads what the workspace speaks HTTPS with; undefined when it speaks HTTP.
 *
 * @throws ConfigError naming the setting whose file is missing or wrong
 */
export const readCertificate = ({ tls_cert, tls_key }: Config): Certificate | undefined => {
  if (tls_cert === undefined || tls_key === undefined) return undefined;
  const cert = attempt('tls_cert', tls_cert, () => readFileSync(tls_cert));
  attempt('tls_cert', tls_cert, () => createSecureContext({ cert }));
  const key = attempt('tls_key', tls_key, () => readFileSync(tls_key));
  attempt('tls_key', tls_key, () => createSecureContext({ cert, key }));
  return { cert, key };
};
