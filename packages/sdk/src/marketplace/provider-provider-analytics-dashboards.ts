// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import type {
  GetLatestVersionProviderAnalyticsDashboardResponse,
  ListProviderAnalyticsDashboardResponse,
  ProviderAnalyticsDashboard,
  UpdateProviderAnalyticsDashboardResponse,
} from './provider-provider-analytics-dashboards-models.ts';

/** What `providerProviderAnalyticsDashboards.update` takes. */
export interface UpdateProviderProviderAnalyticsDashboardRequest {
  /** Identifier of the analytics dashboard record, not of the dashboard it shows. */
  id: string;
  /** Template version to move to; must be the latest version. Absent means the latest. */
  version?: number;
}

/** The dashboard on which a provider sees how its marketplace listings are used. */
export class ProviderProviderAnalyticsDashboardsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create the analytics dashboard.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} ALREADY_EXISTS, NOT_IMPLEMENTED
   */
  create(options?: CallOptions): Promise<ProviderAnalyticsDashboard> {
    return this.#send({ method: 'POST', path: '/api/2.0/marketplace-provider/analytics_dashboard' }, options);
  }

  /**
   * Get the analytics dashboard.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, NOT_IMPLEMENTED
   */
  get(options?: CallOptions): Promise<ListProviderAnalyticsDashboardResponse> {
    return this.#send({ method: 'GET', path: '/api/2.0/marketplace-provider/analytics_dashboard' }, options);
  }

  /**
   * Get the latest version of the dashboard template.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} NOT_IMPLEMENTED
   */
  getLatestVersion(options?: CallOptions): Promise<GetLatestVersionProviderAnalyticsDashboardResponse> {
    return this.#send({ method: 'GET', path: '/api/2.0/marketplace-provider/analytics_dashboard/latest' }, options);
  }

  /**
   * Update the analytics dashboard to a version.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, NOT_IMPLEMENTED
   */
  update(
    request: UpdateProviderProviderAnalyticsDashboardRequest,
    options?: CallOptions,
  ): Promise<UpdateProviderAnalyticsDashboardResponse> {
    const { id, ...body } = request;
    return this.#send(
      { method: 'PUT', path: '/api/2.0/marketplace-provider/analytics_dashboard/{id}', params: { id }, body },
      options,
    );
  }
}
