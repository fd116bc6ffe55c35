/**
 * The client of the sharing protocol, for a workspace that is itself a recipient. Loaded when it is first needed: it brings
 * Arrow and Parquet along, which cost a workspace without providers 50 MB.
 */
export const recipientClient = () => import('@boathouse/recipient');
