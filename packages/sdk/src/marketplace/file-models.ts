// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** A file shown with a profile or listing. */
export interface FileInfo {
  /** When the file was created, in milliseconds since 1970; set by the server. */
  created_at?: number;
  /** Name of the file shown to people. */
  display_name?: string;
  /** Link to the content of a published file; it may be signed and then expires. */
  download_link?: string;
  /** Profile, listing or part of a listing that the file belongs to. */
  file_parent?: FileParent;
  /** Identifier of the file, chosen by the server. */
  id?: string;
  /** What the file is for, as given at its creation. */
  marketplace_file_type?: Open<MarketplaceFileType>;
  /** Media type of the content, such as `image/png`. */
  mime_type?: string;
  /** Where the file is on its way from staging to publication. */
  status?: Open<FileStatus>;
  /** Why the content was refused; absent otherwise. */
  status_message?: string;
  /** When the file was last changed, in milliseconds since 1970; set by the server. */
  updated_at?: number;
}

/** The object that a file belongs to. */
export interface FileParent {
  /** Kind of the object: provider, listing or part of a listing. */
  file_parent_type?: Open<FileParentType>;
  /** Identifier of the object, of the kind named beside it. */
  parent_id?: string;
}

/** Kind of object that a file belongs to. */
export type FileParentType = 'LISTING' | 'LISTING_RESOURCE' | 'PROVIDER';

/**
 * Where a file is on its way: staged, being sanitized, published, or refused; COMMIT_DRAWDOWN files are a separate
 * kind.
 */
export type FileStatus =
  | 'FILE_STATUS_COMMIT_DRAWDOWN'
  | 'FILE_STATUS_PUBLISHED'
  | 'FILE_STATUS_SANITIZATION_FAILED'
  | 'FILE_STATUS_SANITIZING'
  | 'FILE_STATUS_STAGING';

/** What a file is for; it decides the accepted formats and sizes. */
export type MarketplaceFileType =
  | 'APP'
  | 'COMMIT_DRAWDOWN_REQUEST_ATTACHMENT'
  | 'EMBEDDED_MARKDOWN'
  | 'EMBEDDED_NOTEBOOK'
  | 'PROVIDER_ICON'
  | 'SCREENSHOT';
