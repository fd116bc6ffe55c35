// Made by `npm run generate` from packages/contract. Change it there.

/** The newest version of the dashboard template. */
export interface GetLatestVersionProviderAnalyticsDashboardResponse {
  /** Number of the latest template version. */
  version?: number;
}

/** The provider's analytics dashboard and its template version. */
export interface ListProviderAnalyticsDashboardResponse {
  /** Identifier of the analytics dashboard record; updates take it. */
  id: string;
  /** Identifier of the dashboard that shows the numbers. */
  dashboard_id: string;
  /** Template version that the dashboard was made from. */
  version?: number;
}

/** A newly created analytics dashboard of the provider. */
export interface ProviderAnalyticsDashboard {
  /** Identifier of the analytics dashboard record. */
  id: string;
}

/** The analytics dashboard after an update. */
export interface UpdateProviderAnalyticsDashboardResponse {
  /** Identifier of the analytics dashboard record. */
  id: string;
  /** Identifier of the dashboard that shows the numbers. */
  dashboard_id: string;
  /** Template version that the dashboard now has. */
  version?: number;
}
