import { allowedTo, operation, service } from '../operation.ts';
import { Int64, Type } from '../schema.ts';
import {
  GetLatestVersionProviderAnalyticsDashboardResponse,
  ListProviderAnalyticsDashboardResponse,
  ProviderAnalyticsDashboard,
  UpdateProviderAnalyticsDashboardResponse,
} from './provider-provider-analytics-dashboards-models.ts';

/** `providerProviderAnalyticsDashboards`, under `/api/2.0/marketplace-provider/analytics_dashboard`. */
export const providerProviderAnalyticsDashboards = service(
  'providerProviderAnalyticsDashboards',
  'marketplace',
  'The dashboard on which a provider sees how its marketplace listings are used.',
  {
    create: operation({
      summary: 'Create the analytics dashboard',
      method: 'POST',
      path: '/api/2.0/marketplace-provider/analytics_dashboard',
      request: Type.Object({}),
      response: ProviderAnalyticsDashboard,
      errors: ['ALREADY_EXISTS', 'NOT_IMPLEMENTED'],
      access: allowedTo('marketplace admin'),
    }),

    get: operation({
      summary: 'Get the analytics dashboard',
      method: 'GET',
      path: '/api/2.0/marketplace-provider/analytics_dashboard',
      request: Type.Object({}),
      response: ListProviderAnalyticsDashboardResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'NOT_IMPLEMENTED'],
      access: allowedTo('marketplace admin'),
    }),

    getLatestVersion: operation({
      summary: 'Get the latest version of the dashboard template',
      method: 'GET',
      path: '/api/2.0/marketplace-provider/analytics_dashboard/latest',
      request: Type.Object({}),
      response: GetLatestVersionProviderAnalyticsDashboardResponse,
      errors: ['NOT_IMPLEMENTED'],
      access: allowedTo('marketplace admin'),
    }),

    update: operation({
      summary: 'Update the analytics dashboard to a version',
      method: 'PUT',
      path: '/api/2.0/marketplace-provider/analytics_dashboard/{id}',
      request: Type.Object({
        id: Type.String({
          description: 'Identifier of the analytics dashboard record, not of the dashboard it shows.',
        }),
        version: Type.Optional(
          Int64({
            description: 'Template version to move to; must be the latest version. Absent means the latest.',
            minimum: 1,
          }),
        ),
      }),
      response: UpdateProviderAnalyticsDashboardResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'NOT_IMPLEMENTED'],
      access: allowedTo('marketplace admin'),
    }),
  },
);
