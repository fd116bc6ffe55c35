variable "name" {
  default = "one"
}

variable "changed" {
  type    = bool
  default = false
}

resource "databricks_service_principal" "robot" {
  display_name          = "robot ${var.name}"
  databricks_sql_access = true
}

resource "databricks_user" "ann" {
  user_name    = "ann@example.com"
  display_name = "Ann ${var.name}"
  active       = !var.changed
}

resource "databricks_group" "analysts" {
  display_name         = "analysts ${var.name}"
  workspace_access     = true
  allow_cluster_create = var.changed
}

resource "databricks_group" "everybody" {
  display_name = "everybody"
}

resource "databricks_group_member" "ann" {
  group_id  = databricks_group.analysts.id
  member_id = databricks_user.ann.id
}

resource "databricks_group_member" "robot" {
  group_id  = databricks_group.analysts.id
  member_id = databricks_service_principal.robot.id
}

resource "databricks_group_member" "analysts" {
  group_id  = databricks_group.everybody.id
  member_id = databricks_group.analysts.id
}

# Who was provisioned elsewhere is only entitled here.
data "databricks_group" "provisioned" {
  display_name = "provisioned"
}

resource "databricks_entitlements" "provisioned" {
  group_id                   = data.databricks_group.provisioned.id
  workspace_access           = true
  databricks_sql_access      = var.changed
  allow_instance_pool_create = true
}

data "databricks_user" "ann" {
  user_name  = "ann@example.com"
  depends_on = [databricks_user.ann]
}

data "databricks_service_principal" "robot" {
  application_id = databricks_service_principal.robot.application_id
}

output "found" {
  value = {
    ann   = data.databricks_user.ann.id
    robot = data.databricks_service_principal.robot.id
  }
}
