"""What a workspace holds: the names of everything that Terraform can make in it here."""

from databricks.sdk import WorkspaceClient


def holdings(w: WorkspaceClient) -> dict[str, list[str]]:
    return {
        "users": sorted(user.user_name for user in w.users.list()),
        "groups": sorted(group.display_name for group in w.groups.list()),
        "service principals": sorted(robot.display_name for robot in w.service_principals.list()),
        "tokens": sorted(token.comment for token in w.token_management.list()),
        "token permissions": sorted(str(entry) for entry in w.token_management.get_permissions().access_control_list),
        "secret scopes": sorted(scope.name for scope in w.secrets.list_scopes()),
        "storage credentials": sorted(credential.name for credential in w.storage_credentials.list()),
        "external locations": sorted(location.name for location in w.external_locations.list()),
        "catalogs": sorted(catalog.name for catalog in w.catalogs.list()),
        "shares": sorted(share.name for share in w.shares.list_shares()),
        "providers": sorted(provider.name for provider in w.providers.list()),
        "recipients": sorted(recipient.name for recipient in w.recipients.list()),
    }
