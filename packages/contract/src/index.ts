export { type Domain, domains } from './domains.ts';
export { commonErrors, type ErrorCode, type ErrorRow, errorTable } from './errors.ts';
export {
  type Access,
  adminOnly,
  allowedTo,
  anybody,
  anyCaller,
  type FieldPlace,
  isRead,
  type Method,
  type Operation,
  operation,
  type Paging,
  pathFields,
  placeOf,
  type RequestOf,
  type ResponseOf,
  recipientOnly,
  type Service,
  service,
} from './operation.ts';
