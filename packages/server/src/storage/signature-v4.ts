import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** The longest life of a presigned URL, in seconds: seven days, by AWS and by Google Cloud. */
export const longestLife = 7 * 24 * 60 * 60;

/** `2026-11-21T10:00:00.000Z` as `20261121T100000Z`. Takes milliseconds since 1970. */
export const compactTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/[:-]|\.\d{3}/g, '');

/** When a URL begins and ends to live: milliseconds since 1970, counted in whole seconds. */
export interface UrlLife {
  readonly now: number;
  readonly expiresAt: number;
}

/** @throws RangeError for a life that no store allows */
export const secondsOfLife = ({ now, expiresAt }: UrlLife): number => {
  const seconds = Math.floor(expiresAt / 1000) - Math.floor(now / 1000);
  if (seconds >= 1 && seconds <= longestLife) return seconds;
  throw new RangeError(`A presigned URL lives from 1 to ${longestLife} seconds, not ${seconds}.`);
};

/**
 * The key that a day's signatures are made with.
 *
 * @param secret the secret key behind the word that the scheme begins with: `AWS4…`, `GOOG4…`
 * @param scope what signatures are limited to: `20261121/eu-central-1/s3/aws4_request`
 */
export const deriveKey = (secret: string, scope: string): KeyObject => {
  const start = Buffer.from(secret);
  return createSecretKey(
    scope.split('/').reduce((key, step) => createHmac('sha256', key).update(step).digest(), start),
  );
};
