variable "privileges" {
  type    = list(string)
  default = ["USE_SCHEMA", "SELECT"]
}

resource "databricks_group" "analysts" {
  display_name = "analysts of finance"
}

resource "databricks_user" "ann" {
  user_name = "Ann@Example.com"
}

resource "databricks_service_principal" "robot" {
  display_name = "robot of finance"
}

resource "databricks_catalog" "finance" {
  name = "finance"
}

resource "databricks_schema" "ledger" {
  catalog_name = databricks_catalog.finance.name
  name         = "ledger"
}

resource "databricks_grants" "finance" {
  catalog = databricks_catalog.finance.name
  grant {
    principal  = databricks_group.analysts.display_name
    privileges = ["USE_CATALOG"]
  }
  grant {
    principal  = databricks_service_principal.robot.application_id
    privileges = ["ALL_PRIVILEGES"]
  }
}

# One principal's only: what others hold is left alone.
resource "databricks_grant" "ledger" {
  schema     = databricks_schema.ledger.id
  principal  = databricks_group.analysts.display_name
  privileges = var.privileges
}

resource "databricks_grant" "ann" {
  schema     = databricks_schema.ledger.id
  principal  = databricks_user.ann.user_name
  privileges = ["USE SCHEMA"]
}
