variable "comment" {
  default = "made by Terraform"
}

variable "tier" {
  default = "silver"
}

variable "tables" {
  type    = list(string)
  default = ["airlines"]
}

data "databricks_current_user" "me" {}

resource "databricks_catalog" "sales" {
  name    = "sales"
  comment = var.comment
}

resource "databricks_schema" "gold" {
  catalog_name = databricks_catalog.sales.name
  name         = "gold"
  comment      = var.comment
}

resource "databricks_share" "partners" {
  name    = "partners"
  comment = var.comment
  owner   = data.databricks_current_user.me.user_name
  dynamic "object" {
    for_each = var.tables
    content {
      name             = "samples.nyc.${object.value}"
      data_object_type = "TABLE"
      comment          = var.comment
    }
  }
}

resource "databricks_recipient" "acme" {
  name                = "acme"
  comment             = var.comment
  authentication_type = "TOKEN"
  ip_access_list {
    allowed_ip_addresses = ["203.0.113.0/24"]
  }
  properties_kvpairs {
    properties = {
      tier = var.tier
    }
  }
}

resource "databricks_grants" "partners" {
  share = databricks_share.partners.name
  grant {
    principal  = databricks_recipient.acme.name
    privileges = ["SELECT"]
  }
}
