import type { ScannedFile } from '@boathouse/delta';
import type { Context, RecipientCaller } from '../http/context.ts';
import { isAbsolutePath } from '../storage/object-path.ts';
import type { SignOptions } from '../storage/object-store.ts';
import { type AbsoluteFiles, absoluteFiles } from './absolute-paths.ts';
import type { OpenedTable } from './open-table.ts';
import { signAbsolute } from './sign-absolute.ts';
import { scopeOf } from './table-scope.ts';

/** A file with what it is read by. */
export interface SignedFile<File extends ScannedFile = ScannedFile> {
  readonly file: File;
  readonly url: string;
  /** Where the file has a deletion vector outside of the log: its URL. */
  readonly vectorUrl?: string;
}

/** Signs the files of one answer. */
export interface FileSigner {
  sign<File extends ScannedFile>(files: readonly File[]): Promise<readonly SignedFile<File>[]>;
  /** Throws, as `sign` would, for files of shallow clones that must not be given away: before an answer has begun. */
  admit(absolutePaths: readonly string[]): Promise<void>;
  /** When the URLs end, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What the URLs of one answer are bound to. They all end at one time, as the settings say. */
export const signOptions = (
  { workspace, principal }: Context<RecipientCaller>,
  of: Pick<SignOptions, 'shareId' | 'tableId' | 'scope'>,
): SignOptions => {
  const now = workspace.now();
  return {
    ...of,
    now,
    expiresAt: now + workspace.config.signed_url_seconds * 1000,
    recipientId: principal.id,
    publicUrl: workspace.publicUrl(),
    signingKey: workspace.signingKeys.current,
  };
};

/** Prepares the signing of an answer: its URLs are bound to recipient, share and table, and all end at one time. */
export const fileSigner = (context: Context<RecipientCaller>, { share, table, store }: OpenedTable): FileSigner => {
  const options = signOptions(context, { shareId: share.id, tableId: table.tableId, scope: scopeOf(table) });
  let locate: AbsoluteFiles | undefined;
  const located = (): AbsoluteFiles => {
    locate ??= absoluteFiles(context.workspace, { shareId: share.id, tableId: table.tableId, store });
    return locate;
  };
  const signPaths = (paths: readonly string[]): Promise<readonly string[]> =>
    paths.some(isAbsolutePath) ? signAbsolute(paths, located(), { store, options }) : store.sign(paths, options);
  return {
    expiresAt: options.expiresAt,
    admit: async absolutePaths => {
      for (const path of absolutePaths) await located()(path);
    },
    sign: async files => {
      const vectors = files.map(({ deletionVector }) => deletionVector?.path).filter(path => path !== undefined);
      const paths = [...files.map(({ path }) => path), ...vectors];
      const urls = (await signPaths(paths)).values();
      const next = (): string => urls.next().value ?? '';
      const signed = files.map(file => ({ file, url: next() }));
      return signed.map(each => (each.file.deletionVector?.path === undefined ? each : { ...each, vectorUrl: next() }));
    },
  };
};
