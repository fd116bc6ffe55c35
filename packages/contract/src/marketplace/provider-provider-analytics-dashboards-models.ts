import { Int64, Type } from '../schema.ts';

export const ProviderAnalyticsDashboard = Type.Object(
  { id: Type.String({ description: 'Identifier of the analytics dashboard record.' }) },
  { title: 'ProviderAnalyticsDashboard', description: 'A newly created analytics dashboard of the provider.' },
);

export const ListProviderAnalyticsDashboardResponse = Type.Object(
  {
    id: Type.String({ description: 'Identifier of the analytics dashboard record; updates take it.' }),
    dashboard_id: Type.String({ description: 'Identifier of the dashboard that shows the numbers.' }),
    version: Type.Optional(Int64({ description: 'Template version that the dashboard was made from.' })),
  },
  {
    title: 'ListProviderAnalyticsDashboardResponse',
    description: "The provider's analytics dashboard and its template version.",
  },
);

export const GetLatestVersionProviderAnalyticsDashboardResponse = Type.Object(
  { version: Type.Optional(Int64({ description: 'Number of the latest template version.' })) },
  {
    title: 'GetLatestVersionProviderAnalyticsDashboardResponse',
    description: 'The newest version of the dashboard template.',
  },
);

export const UpdateProviderAnalyticsDashboardResponse = Type.Object(
  {
    id: Type.String({ description: 'Identifier of the analytics dashboard record.' }),
    dashboard_id: Type.String({ description: 'Identifier of the dashboard that shows the numbers.' }),
    version: Type.Optional(Int64({ description: 'Template version that the dashboard now has.' })),
  },
  { title: 'UpdateProviderAnalyticsDashboardResponse', description: 'The analytics dashboard after an update.' },
);
