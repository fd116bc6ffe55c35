import { dataFilesOf } from '../data-files.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { anyFormat, anyFormatToTheEnd, deltaQuery, query } from '../table-calls.ts';
import { endOf, isObject } from '../table-lines.ts';

const expiryRequirement =
  'Delta Sharing Protocol, "File": expirationTimestamp; "EndStreamAction": minUrlExpirationTimestamp';

/** In milliseconds: a time that is later is in another unit. */
const aCentury = 100 * 366 * 86_400_000;

export const urlRules: readonly Rule[] = [
  {
    id: 'files/whole',
    title: 'A plain GET of a URL gives the whole file, of the stated size',
    requirement: 'Delta Sharing Protocol, "File": url and size; Python client: GET without a range',
    protects: 'The Python client asks once without a range before it asks by ranges.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      const files = dataFilesOf((await query(trial, path, { limitHint: 1 })).lines).filter(
        ({ size }) => size < 50_000_000,
      );
      for (const { url, size, id } of files.slice(0, 2)) {
        const { status, bytes } = await trial.fetchFile(url, { maxBytes: size + 2 ** 20 });
        ensure(status === 200, `A GET of ${id} has status ${status} instead of 200.`);
        ensure(bytes.length === size, `${id} has ${bytes.length} bytes instead of ${size}.`);
      }
    },
  },
  {
    id: 'files/head',
    title: 'A HEAD of a URL tells the size, or is refused by the storage with 403 or 405',
    requirement: 'Python client: HEAD before the first GET; takes 403, as links signed for GET answer',
    protects: 'The Python client asks HEAD first, and takes what it tells for the size.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      const [file] = dataFilesOf((await query(trial, path, { limitHint: 1 })).lines);
      ensure(file !== undefined, 'No file came.');
      const { status, headers } = await trial.fetchFile(file.url, { method: 'HEAD' });
      ensure([200, 403, 405].includes(status), `A HEAD of a file has status ${status}.`);
      const length = headers.get('content-length');
      ensure(
        status !== 200 || length === null || Number(length) === file.size,
        `HEAD tells ${length} bytes, not ${file.size}.`,
      );
    },
  },
  {
    id: 'files/expiration',
    title: 'expirationTimestamp is a time in milliseconds, later than now',
    requirement: expiryRequirement,
    protects: 'Clients renew URLs by it: a time in seconds would be 1970.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ minFiles: 1 });
      const times = dataFilesOf((await query(trial, path, {}, anyFormat)).lines).map(({ expiration }) => expiration);
      if (times.every(time => time === undefined)) throw new NotOffered('The files have no expirationTimestamp.');
      const now = Date.now();
      const wrong = times.find(time => time !== undefined && (time <= now || time > now + aCentury));
      ensure(
        wrong === undefined,
        `An expirationTimestamp is ${wrong}, which is no time of the future in milliseconds: now is ${now}.`,
      );
    },
  },
  {
    id: 'files/first-expiration',
    title: 'minUrlExpirationTimestamp is no later than the end of any URL of the answer, and not yet over',
    requirement: `${expiryRequirement}; Spark client: renews its URLs by it`,
    protects: 'Spark would go on reading by URLs that have ended.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ minFiles: 1 });
      const { lines } = await query(trial, path, { includeRefreshToken: true }, anyFormatToTheEnd);
      const first = endOf(lines)?.['minUrlExpirationTimestamp'];
      if (first === undefined || first === null) throw new NotOffered('The answer has no minUrlExpirationTimestamp.');
      ensure(Number.isSafeInteger(first) && Number(first) > Date.now(), `minUrlExpirationTimestamp is ${first}.`);
      const earlier = dataFilesOf(lines).find(
        ({ expiration }) => expiration !== undefined && expiration < Number(first),
      );
      ensure(earlier === undefined, `The URL of ${earlier?.id} ends at ${earlier?.expiration}, before ${first}.`);
    },
  },
  {
    id: 'files/delta-format',
    title: 'URLs of the delta format open data files and deletion vectors as well',
    requirement: 'Delta Sharing Protocol, "File in Delta Format": path is a URL, and pathOrInlineDv of storage type p',
    protects: 'Clients cannot resolve paths of a storage that they do not see.',
    level: 'full',
    check: async trial => {
      const table =
        trial.tables.find(({ parquet, files }) => !parquet && files > 0) ?? trial.tableWith({ minFiles: 1 });
      const { lines } = await deltaQuery(trial, table.path);
      const files = dataFilesOf(lines);
      const vector = files
        .map(file => file.deletionVector)
        .find(found => isObject(found) && found['storageType'] === 'p');
      const urls = [
        ...files.slice(0, 2).map(({ url }) => url),
        ...(vector === undefined ? [] : [vector['pathOrInlineDv']]),
      ];
      for (const url of urls.map(String)) {
        ensure(URL.canParse(url), `A deletion vector is at ${url.slice(0, 80)}, which is no URL.`);
        const { status } = await trial.fetchFile(url, { range: [0, 3], maxBytes: 50_000_000 });
        ensure(status === 206 || status === 200, `A file has status ${status}.`);
      }
    },
  },
];
