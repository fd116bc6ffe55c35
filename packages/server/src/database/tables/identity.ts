import type { ColumnType } from 'kysely';

/** Who can be named in owners, permissions and grants. */
export interface IdentityTables {
  principals: {
    /** A number below 2^53, never used again. Users, service principals and groups share the numbers and the names. */
    id: number;
    kind: 'USER' | 'SERVICE_PRINCIPAL' | 'GROUP';
    /** The user name (an e-mail address), the application id or the group's name; what grants and owners refer to. */
    name: string;
    name_key: string;
    display_name: string;
    /** The display name in lower case: filters ignore case. */
    display_name_key: ColumnType<string, string | undefined>;
    /** Whether the principal is in the group `admins`, directly or through others. Kept by `refreshStanding`. */
    admin: number;
    /** Whether an entitlement to use the workspace is held, directly or through groups. Kept by `refreshStanding`. */
    entitled: number;
    active: number;
    /** 1 for the groups `admins` and `users`, which are always there. */
    system: number;
    external_id: string | null;
    given_name: string | null;
    family_name: string | null;
    /** JSON: a list of `{type, value, primary}`. */
    emails: ColumnType<string, string | undefined>;
    /** JSON: the addresses in lower case. */
    email_keys: ColumnType<string, string | undefined>;
    /** JSON: entitlements held directly. */
    entitlements: string;
    /** JSON: opaque role names. */
    roles: string;
    created_at: number;
    updated_at: number;
  };
  /** Direct members. Everybody is in `users` without a row here. */
  group_members: { group_id: number; member_id: number };
}
