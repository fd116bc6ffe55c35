variable "application_id" {}

resource "databricks_user" "ann" {
  user_name    = "ann@example.com"
  display_name = "Ann"
  force        = true
}

resource "databricks_group" "analysts" {
  display_name     = "analysts"
  workspace_access = true
  force            = true
}

resource "databricks_service_principal" "robot" {
  application_id = var.application_id
  display_name   = "robot"
  force          = true
}
