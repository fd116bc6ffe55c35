import type { Send } from './call.ts';
import { type LoginOptions, resolveLogin } from './config.ts';
import { createCredential } from './login/create-credential.ts';
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
 * Without `host` and `token` the login comes from the environment or from a configuration profile: see
 * {@link LoginOptions}. Tokens that end are renewed, once for all calls that wait for it.
 */
export class WorkspaceClient extends Services {
  /** The workspace's origin. */
  readonly host: string;
  /** Sends any call of the REST API, for what has no method here. */
  readonly send: Send;

  /** @throws {ConfigError} when no login is found, or one that is not usable */
  constructor(options: ClientOptions = {}) {
    const login = resolveLogin(options);
    const { fetch = globalThis.fetch, timeout = 60_000 } = options;
    const reach = { fetch, timeout, userAgent: userAgent(options.product), authType: login.authType };
    const send = createSend({
      host: login.host,
      credential: createCredential(reach, login),
      fetch,
      timeout,
      retries: options.retries ?? 4,
      retryDelay: options.retryDelay ?? 500,
      retryBudget: options.retryBudget ?? 300_000,
      userAgent: reach.userAgent,
    });
    super(send);
    this.send = send;
    this.host = login.host;
  }
}
