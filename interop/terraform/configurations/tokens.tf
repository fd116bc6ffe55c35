variable "groups" {
  type    = list(string)
  default = ["users"]
}

resource "databricks_user" "ann" {
  user_name = "ann@example.com"
}

resource "databricks_service_principal" "robot" {
  display_name = "robot"
}

resource "databricks_permissions" "tokens" {
  authorization = "tokens"
  access_control {
    user_name        = databricks_user.ann.user_name
    permission_level = "CAN_USE"
  }
  access_control {
    service_principal_name = databricks_service_principal.robot.application_id
    permission_level       = "CAN_USE"
  }
  dynamic "access_control" {
    for_each = var.groups
    content {
      group_name       = access_control.value
      permission_level = "CAN_USE"
    }
  }
}

resource "databricks_token" "own" {
  comment          = "ci"
  lifetime_seconds = 86400
}

resource "databricks_obo_token" "robot" {
  application_id   = databricks_service_principal.robot.application_id
  comment          = "partner"
  lifetime_seconds = 3600
  depends_on       = [databricks_permissions.tokens]
}

resource "databricks_service_principal_secret" "robot" {
  service_principal_id = databricks_service_principal.robot.id
}

output "credentials" {
  sensitive = true
  value = {
    own           = databricks_token.own.token_value
    robot         = databricks_obo_token.robot.token_value
    client_id     = databricks_service_principal.robot.application_id
    client_secret = databricks_service_principal_secret.robot.secret
  }
}
