variable "comment" {
  default = "made by Terraform"
}

variable "profile" {
  sensitive = true
}

resource "databricks_recipient" "metastore" {
  name                               = "metastore"
  comment                            = var.comment
  authentication_type                = "DATABRICKS"
  data_recipient_global_metastore_id = "azure:westeurope:19a84bee-54bc-43a2-87de-023d0ec16018"
}

resource "databricks_provider" "carrier" {
  name                  = "carrier"
  comment               = var.comment
  authentication_type   = "TOKEN"
  recipient_profile_str = var.profile
}

resource "databricks_catalog" "mounted" {
  name          = "mounted"
  comment       = var.comment
  provider_name = databricks_provider.carrier.name
  share_name    = "offered"
}
