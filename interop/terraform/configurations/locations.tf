variable "comment" {
  type    = string
  default = "made by Terraform"
}

variable "landing" {
  type    = string
  default = "s3://landing/raw"
}

variable "read_only" {
  type    = bool
  default = false
}

variable "privileges" {
  type    = list(string)
  default = ["READ_FILES"]
}

# A folder of the server, and a storage credential for it, which only the workspace itself has.
variable "folder" {
  type = string
}

variable "local_credential" {
  type = string
}

resource "databricks_group" "engineers" {
  display_name = "engineers of locations"
}

resource "databricks_storage_credential" "role" {
  name    = "landing_role"
  comment = var.comment
  aws_iam_role {
    role_arn = "arn:aws:iam::123456789012:role/landing"
  }
}

resource "databricks_storage_credential" "application" {
  name      = "landing_application"
  comment   = var.comment
  read_only = var.read_only
  azure_service_principal {
    directory_id   = "11111111-2222-3333-4444-555555555555"
    application_id = "66666666-7777-8888-9999-000000000000"
    client_secret  = "s3cret"
  }
}

resource "databricks_external_location" "landing" {
  name            = "landing"
  url             = var.landing
  credential_name = databricks_storage_credential.role.name
  comment         = var.comment
  read_only       = var.read_only
  skip_validation = true
}

resource "databricks_external_location" "folder" {
  name            = "folder"
  url             = var.folder
  credential_name = var.local_credential
  comment         = var.comment
  fallback        = var.read_only
}

resource "databricks_grants" "role" {
  storage_credential = databricks_storage_credential.role.id
  grant {
    principal  = databricks_group.engineers.display_name
    privileges = ["CREATE_EXTERNAL_LOCATION"]
  }
}

resource "databricks_grants" "landing" {
  external_location = databricks_external_location.landing.id
  grant {
    principal  = databricks_group.engineers.display_name
    privileges = var.privileges
  }
}
