import type { TestResponse, TestWorkspace } from '../../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

/** A share and a catalog that are one test's own. */
export interface OwnShare {
  readonly share: string;
  readonly catalog: string;
  /** Adds, updates or removes what is `schema` or `schema.name` of the catalog. */
  change(action: string, type: string, name: string, more?: object): Promise<TestResponse>;
  /** What the share holds, as its provider sees it. */
  objects(): Promise<readonly Record<string, unknown>[]>;
}

/**
 * Makes a share and a catalog with schemas, and grants the share to a recipient.
 *
 * @param recipient there already
 * @param number that no other share of the test's workspace has
 */
export const makeOwnShare = async (
  { admin }: TestWorkspace,
  recipient: string,
  { number, schemas }: { readonly number: number; readonly schemas: readonly string[] },
): Promise<OwnShare> => {
  const [share, catalog] = [`share${number}`, `c${number}`];
  await admin(`POST ${uc}/catalogs`, { name: catalog });
  for (const name of schemas) await admin(`POST ${uc}/schemas`, { name, catalog_name: catalog });
  await admin(`POST ${uc}/shares`, { name: share });
  await admin(`PATCH ${uc}/shares/${share}/permissions`, { changes: [{ principal: recipient, add: ['SELECT'] }] });
  return {
    share,
    catalog,
    change: (action, type, name, more = {}) =>
      admin(`PATCH ${uc}/shares/${share}`, {
        updates: [{ action, data_object: { name: `${catalog}.${name}`, data_object_type: type, ...more } }],
      }),
    objects: async () => (await admin(`GET ${uc}/shares/${share}`)).json.objects,
  };
};
