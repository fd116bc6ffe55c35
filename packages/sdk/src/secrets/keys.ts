// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';

/** The master keys by their ids. */
export interface ListKeysResponse {
  /** Master keys: those that there are, and those that values need. */
  keys: readonly MasterKeyInfo[];
}

/** The signing keys by their ids. */
export interface ListSigningKeysResponse {
  /** Signing keys that verify, newest first. */
  signing_keys: readonly SigningKeyInfo[];
}

/** A master key, without the key itself. */
export interface MasterKeyInfo {
  /** Id of the key, 16 hex digits. It tells nothing of the key. */
  key_id: string;
  /** Whether new values are sealed under it. */
  current: boolean;
  /** Whether the workspace has the key. Without it, its values cannot be read. */
  available: boolean;
  /** How many values of the database are sealed under it. */
  sealed_values: number;
}

/** What a rotation sealed anew, of one kind. */
export interface ResealedValues {
  /** What was sealed: `secret_scope_keys`, `activation_links`, `signing_keys`, … */
  kind: string;
  /** How many of them were sealed anew. */
  values: number;
}

/** What a rotation of the master key did. */
export interface RotateKeysResponse {
  /** Id of the master key that everything is sealed under now. */
  key_id: string;
  /** How much was sealed anew, by kind. */
  resealed: readonly ResealedValues[];
  /** Keys that were taken out of the key file, because nothing needs them any more. */
  removed_key_ids: readonly string[];
  /** What is left to do by hand; absent when nothing is. */
  next_step?: string;
}

/** What a rotation of the signing keys did. */
export interface RotateSigningKeyResponse {
  /** Id of the key that signs page tokens and file URLs from now on. */
  key_id: string;
  /** Until when the former keys of these verify what they signed, in ms since 1970. */
  former_keys_verify_until: number;
  /** Id of the key that signs access tokens from now on: the `kid` that its tokens and the key set name. */
  token_key_id: string;
}

/** A signing key, without the key itself. */
export interface SigningKeyInfo {
  /** Id of the key; what it signed carries it. */
  key_id: string;
  /** Whether new page tokens and file URLs are signed with it. */
  current: boolean;
  /** When it was made, in ms since 1970. */
  created_at: number;
  /** Until when it verifies what it signed, in ms since 1970; absent for the current key. */
  verifies_until?: number;
}

/** Shows and rotates the keys that the workspace seals secrets and signs tokens with. */
export class KeysApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * List the master keys by their ids.
   *
   * Shows which master key seals, how many values each one seals, and which are missing. Never a key.
   *
   * Allowed: administrators of the workspace.
   */
  list(options?: CallOptions): List<MasterKeyInfo, ListKeysResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/boathouse/keys', items: 'keys', paging: 'whole' },
      options,
    );
  }

  /**
   * List the keys that page tokens and file URLs are signed with.
   *
   * Allowed: administrators of the workspace.
   */
  listSigning(options?: CallOptions): List<SigningKeyInfo, ListSigningKeysResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/boathouse/keys/signing', items: 'signing_keys', paging: 'whole' },
      options,
    );
  }

  /**
   * Rotate the master key.
   *
   * With the key file in the data folder, makes a new key, seals everything under it and removes the old one. With keys
   * from a configured file, a command or the environment, seals everything under the first of them. All replicas have
   * to read the same file or command, or have got the new key before. Goes on where an interrupted rotation stopped.
   * Reads and writes go on meanwhile.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_CONFLICT, INVALID_STATE, DATA_LOSS
   */
  rotate(options?: CallOptions): Promise<RotateKeysResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/boathouse/keys/rotate' }, options);
  }

  /**
   * Rotate the keys that page tokens, file URLs and access tokens are signed with.
   *
   * What the former keys signed stays good: page tokens and file URLs for a week, which is as long as a URL may live,
   * access tokens for their hour.
   *
   * Allowed: administrators of the workspace.
   */
  rotateSigning(options?: CallOptions): Promise<RotateSigningKeyResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/boathouse/keys/rotate-signing' }, options);
  }
}
