variable "permission" {
  default = "READ"
}

variable "password" {
  default   = "hunter2"
  sensitive = true
}

resource "databricks_group" "analysts" {
  display_name = "analysts of sales"
}

resource "databricks_secret_scope" "etl" {
  name = "etl"
}

resource "databricks_secret" "password" {
  scope        = databricks_secret_scope.etl.name
  key          = "password"
  string_value = var.password
}

resource "databricks_secret_acl" "analysts" {
  scope      = databricks_secret_scope.etl.name
  principal  = databricks_group.analysts.display_name
  permission = var.permission
}
