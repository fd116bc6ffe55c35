import type { Generated } from 'kysely';

/** The audit trail. */
export interface AuditTables {
  audit_log: {
    sequence: Generated<number>;
    id: string;
    time: number;
    service_name: string;
    action_name: string;
    /** Who did it: a user name, an application id, or empty for a recipient. */
    identity: string;
    recipient_name: string | null;
    request_id: string;
    source_ip: string;
    user_agent: string;
    request_params: string;
    status_code: number;
    error_message: string | null;
    result: string | null;
  };
}
