/** Who may do what with objects of the workspace. */
export interface PermissionTables {
  /** Direct entries: at most one for each principal on an object. */
  acl_entries: { object_type: string; object_id: string; principal_id: number; level: string };
}
