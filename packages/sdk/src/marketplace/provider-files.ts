// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { FileInfo, FileParent, MarketplaceFileType } from './file-models.ts';
import type { CreateFileResponse, GetFileResponse, ListFilesResponse } from './provider-files-models.ts';

/** What `providerFiles.create` takes. */
export interface CreateProviderFileRequest {
  /** Profile, listing or part of a listing that the file belongs to. */
  file_parent: FileParent;
  /** What the file is for; it decides which formats and sizes are accepted. */
  marketplace_file_type: MarketplaceFileType;
  /** Media type of the content, such as `image/png`; the uploaded bytes must match it. */
  mime_type: string;
  /** Name shown to people; absent means none. */
  display_name?: string;
}

/** What `providerFiles.delete` takes. */
export interface DeleteProviderFileRequest {
  /** Identifier of the file, as its creation or the list gives it. */
  file_id: string;
}

/** What `providerFiles.get` takes. */
export interface GetProviderFileRequest {
  /** Identifier of the file, as its creation or the list gives it. */
  file_id: string;
}

/** What `providerFiles.list` takes. */
export interface ListProviderFilesRequest {
  /** Profile, listing or part of a listing whose files to list. */
  file_parent: FileParent;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** Files that providers show with profiles and listings: icons, notebooks, screenshots and attachments. */
export class ProviderFilesApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a file and get its upload URL.
   *
   * The file is staged until its content arrives at the upload URL; then it is checked, cleaned and published, or
   * refused with a message.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  create(request: CreateProviderFileRequest, options?: CallOptions): Promise<CreateFileResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/marketplace-provider/files', body: request }, options);
  }

  /**
   * Delete a file.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteProviderFileRequest, options?: CallOptions): Promise<void> {
    const { file_id } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.0/marketplace-provider/files/{file_id}', params: { file_id } },
      options,
    );
  }

  /**
   * Get a file.
   *
   * Gives its metadata, its state and, once it is published, a link to the content.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetProviderFileRequest, options?: CallOptions): Promise<GetFileResponse> {
    const { file_id } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.0/marketplace-provider/files/{file_id}', params: { file_id } },
      options,
    );
  }

  /**
   * List the files of a parent.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  list(request: ListProviderFilesRequest, options?: CallOptions): List<FileInfo, ListFilesResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/marketplace-provider/files',
        query: request,
        items: 'file_infos',
        paging: 'token',
      },
      options,
    );
  }
}
