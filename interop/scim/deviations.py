"""Checks that cannot hold, since clients of Databricks count on something else: type of resource, check, attribute."""

NO_OTHER_METHODS = "What a path does not know is answered 404, as everywhere in the REST API, not 405."
NO_SEARCH = "There is no POST /.search; RFC 7644 §3.4.3 leaves it to the service."
DELETED_WITH_A_BODY = "DELETE answers 200 with a JSON body, which one official client cannot do without."
NAMED_OTHERWISE = "meta.resourceType of a group is WorkspaceGroup, as Databricks says; this client takes back only Group."
STAYS = "It is fixed when the resource is made; a change is ignored, as Databricks ignores it."
COMES_BACK = "Without a name of its own a resource is shown by its user name or application id."
EITHER_OR = "A principal is active or is not."

WORKSPACE_USER = "urn:ietf:params:scim:schemas:extension:workspace:2.0:User"
NO_ATTRIBUTES = "The extension by which Databricks marks users has no attribute, so there is nothing to change."

DEVIATIONS = {
    (None, "service_provider_config_endpoint_methods", None): NO_OTHER_METHODS,
    (None, "resource_types_endpoint_methods", None): NO_OTHER_METHODS,
    (None, "schemas_endpoint_methods", None): NO_OTHER_METHODS,
    ("User", "search_with_attributes", None): NO_SEARCH,
    ("Group", "search_with_attributes", None): NO_SEARCH,
    ("ServicePrincipal", "search_with_attributes", None): NO_SEARCH,
    ("User", "object_deletion", None): DELETED_WITH_A_BODY,
    ("Group", "object_deletion", None): DELETED_WITH_A_BODY,
    ("ServicePrincipal", "object_deletion", None): DELETED_WITH_A_BODY,
    ("Group", "object_replacement", None): NAMED_OTHERWISE,
    ("User", "check_add_attribute", "emails"): STAYS,
    ("ServicePrincipal", "check_add_attribute", "applicationId"): STAYS,
    ("User", "check_remove_attribute", "displayName"): COMES_BACK,
    ("ServicePrincipal", "check_remove_attribute", "displayName"): COMES_BACK,
    ("User", "check_remove_attribute", "active"): EITHER_OR,
    ("ServicePrincipal", "check_remove_attribute", "active"): EITHER_OR,
    ("User", "check_add_attribute", WORKSPACE_USER): NO_ATTRIBUTES,
    ("User", "check_replace_attribute", WORKSPACE_USER): NO_ATTRIBUTES,
}
