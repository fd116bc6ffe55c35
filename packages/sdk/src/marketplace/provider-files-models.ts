// Made by `npm run generate` from packages/contract. Change it there.

import type { FileInfo } from './file-models.ts';

/** Answer to the creation of a file. */
export interface CreateFileResponse {
  /** The staged file, which has no content yet. */
  file_info?: FileInfo;
  /** Signed URL to send the content to, by POST or PUT; whoever holds it can upload until it expires. */
  upload_url?: string;
}

/** Answer that holds the one file asked for. */
export interface GetFileResponse {
  /** Metadata, state and, once published, link of the file. */
  file_info?: FileInfo;
}

/** One page of the files that the caller may see. */
export interface ListFilesResponse {
  /** The files of this page; absent when there are none. */
  file_infos?: readonly FileInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}
