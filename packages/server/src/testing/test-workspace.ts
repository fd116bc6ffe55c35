import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createApp } from '../app.ts';
import { type Config, completeConfig } from '../config.ts';
import type { Engine } from '../database/database.ts';
import { insertPrincipal, newPrincipalId } from '../identity/principals.ts';
import { type OpenWorkspace, openWorkspace } from '../open-workspace.ts';
import { insertToken, newTokenValue } from '../tokens/mint.ts';
import { createPostgresDatabase } from './engines.ts';

/** The Delta tables that ship with the repository. */
export const sampleTables = fileURLToPath(new URL('../../../../examples/data', import.meta.url));

/** A request of a test: what differs from an empty GET. */
export interface TestRequest {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What came back. */
export interface TestResponse {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

/** A workspace with its HTTP side, without a socket. */
export interface TestWorkspace {
  readonly app: FastifyInstance;
  readonly workspace: OpenWorkspace;
  readonly adminToken: string;
  /** Sends a request; `POST /path`. */
  call(request: `${string} /${string}`, options?: TestRequest): Promise<TestResponse>;
  /** Sends a request as the administrator. */
  admin(request: `${string} /${string}`, body?: unknown): Promise<TestResponse>;
  /** Adds a user without any right, and gives their token. */
  addUser(name: string): Promise<string>;
  /** Moves the workspace's clock. */
  passTime(milliseconds: number): void;
  close(): Promise<void>;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const sender =
  (app: FastifyInstance) =>
  async (request: string, { token, body, headers = {} }: TestRequest = {}): Promise<TestResponse> => {
    const [method = 'GET', url = '/'] = request.split(' ', 2);
    const options: InjectOptions = {
      method: method as 'GET',
      url,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    const response = await app.inject(options);
    return { status: response.statusCode, headers: response.headers, text: response.body, json: parse(response.body) };
  };

const readAdminToken = (data: string): string => {
  const [, token = ''] = /^token = (\S+)$/m.exec(readFileSync(join(data, 'databrickscfg'), 'utf8')) ?? [];
  return token;
};

/** Opens a workspace of its own in a fresh folder, on the given engine, with a clock that the test moves. */
export const openTestWorkspace = async (engine: Engine, settings: Partial<Config> = {}): Promise<TestWorkspace> => {
  const data = mkdtempSync(join(tmpdir(), 'boathouse-test-'));
  const postgres = engine === 'postgres' ? await createPostgresDatabase() : undefined;
  let passed = 0;
  const config = completeConfig({
    data,
    log_level: 'silent',
    local_roots: [sampleTables, join(data, 'warehouse')],
    public_url: 'http://boathouse.test',
    ...(postgres === undefined ? {} : { database: postgres.url }),
    ...settings,
  });
  const workspace = await openWorkspace(config, { now: () => Date.now() + passed });
  const app = createApp(workspace);
  const adminToken = readAdminToken(data);
  const call = sender(app);
  return {
    app,
    workspace,
    adminToken,
    call,
    admin: (request, body) => call(request, { token: adminToken, body }),
    addUser: async name => {
      const token = newTokenValue(workspace.randomBytes);
      const id = newPrincipalId(workspace.randomBytes);
      await workspace.database.write(async transaction => {
        const principal = { kind: 'USER', name, displayName: name } as const;
        await insertPrincipal(transaction, { id, now: workspace.now() }, principal);
        await insertToken(transaction, token, { principalId: id, createdAt: workspace.now() });
      });
      return token;
    },
    passTime: milliseconds => {
      passed += milliseconds;
    },
    close: async () => {
      await app.close();
      await workspace.close();
      await postgres?.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
};
