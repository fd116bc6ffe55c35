import type { Send } from './call.ts';
import { type LoginOptions, resolveLogin } from './config.ts';
import { createSend } from './request.ts';
import { Services } from './services.ts';
import { userAgent } from './user-agent.ts';

/** How a client signs in and reaches its workspace. */
export interface ClientOptions extends LoginOptions {
  /** Used for every call; the platform's own when absent. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How long one attempt may take, answer included, in milliseconds; 60 000 when absent. */
  readonly timeout?: number | undefined;
  /** Attempts after the first one, where repeating is safe; 4 when absent. */
  readonly retries?: number | undefined;
  /** The longest pause before the first of them, in milliseconds; it doubles each time. 500 when absent. */
  readonly retryDelay?: number | undefined;
  /** All attempts of a call and the pauses between them, in milliseconds; 300 000 when absent. */
  readonly retryBudget?: number | undefined;
  /** The program that uses the client, for the `User-Agent`: `name/version`. */
  readonly product?: string | undefined;
}

/**
 * A client of a workspace, with one property per service. Nothing is sent before the first call.
 *
 * ```ts
 * const workspace = new WorkspaceClient({ host: 'https://my-workspace.example.com', token });
 * const share = await workspace.shares.create({ name: 'sales' });
 * ```
 *
 * Without `host` and `token` they come from the environment or from a configuration profile: see {@link LoginOptions}.
 */
export class WorkspaceClient extends Services {
  /** The workspace's origin. */
  readonly host: string;
  /** Sends any call of the REST API, for what has no method here. */
  readonly send: Send;

  /** @throws {ConfigError} when host or token are missing or not usable */
  constructor(options: ClientOptions = {}) {
    const login = resolveLogin(options);
    const send = createSend({
      ...login,
      fetch: options.fetch ?? globalThis.fetch,
      timeout: options.timeout ?? 60_000,
      retries: options.retries ?? 4,
      retryDelay: options.retryDelay ?? 500,
      retryBudget: options.retryBudget ?? 300_000,
      userAgent: userAgent(options.product),
    });
    super(send);
    this.send = send;
    this.host = login.host;
  }
}
