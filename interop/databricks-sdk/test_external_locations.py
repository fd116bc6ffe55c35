"""Storage credentials and external locations, and the tables that they open."""

import unittest

import samples
from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, InvalidParameterValue, InvalidState, NotFound, ResourceConflict
from databricks.sdk.service.catalog import (
    AwsIamRoleRequest,
    AzureServicePrincipal,
    IsolationMode,
    PermissionsChange,
    Privilege,
    TableOperation,
    ValidationResultOperation,
    ValidationResultResult,
)

CREDENTIALS = "/api/2.1/unity-catalog/storage-credentials"


class StorageCredentialsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def role(self, name: str):
        self.addCleanup(unless_gone, self.w.storage_credentials.delete, name, force=True)
        role = AwsIamRoleRequest(role_arn="arn:aws:iam::123456789012:role/lake")
        return self.w.storage_credentials.create(name, aws_iam_role=role, comment="for the lake")

    def test_a_role_comes_back_with_what_its_trust_policy_needs(self):
        made = self.role("sdk_role")
        self.assertEqual(made.aws_iam_role.role_arn, "arn:aws:iam::123456789012:role/lake")
        self.assertTrue(made.aws_iam_role.external_id)
        self.assertTrue(made.aws_iam_role.unity_catalog_iam_arn)
        self.assertEqual(made.isolation_mode, IsolationMode.ISOLATION_MODE_OPEN)
        self.assertEqual(self.w.storage_credentials.get("SDK_Role").as_dict(), made.as_dict())
        self.assertIn("sdk_role", [one.name for one in self.w.storage_credentials.list(max_results=1)])

    def test_a_secret_never_comes_back(self):
        self.addCleanup(unless_gone, self.w.storage_credentials.delete, "sdk_application")
        application = AzureServicePrincipal("tenant", "application", "hunter2")
        made = self.w.storage_credentials.create("sdk_application", azure_service_principal=application)
        self.assertEqual(made.azure_service_principal.client_secret, "")
        renamed = self.w.storage_credentials.update("sdk_application", new_name="sdk_robot", comment="renamed")
        self.addCleanup(unless_gone, self.w.storage_credentials.delete, "sdk_robot")
        self.assertEqual((renamed.name, renamed.comment), ("sdk_robot", "renamed"))

    def test_refusals_are_the_exceptions_that_scripts_catch(self):
        self.role("sdk_refused")
        with self.assertRaises(ResourceConflict) as taken:
            self.role("SDK_Refused")
        self.assertEqual(taken.exception.error_code, "STORAGE_CREDENTIAL_ALREADY_EXISTS")
        with self.assertRaises(NotFound) as missing:
            self.w.storage_credentials.get("sdk_nobody")
        self.assertEqual(missing.exception.error_code, "STORAGE_CREDENTIAL_DOES_NOT_EXIST")
        with self.assertRaises(InvalidParameterValue):
            self.w.storage_credentials.create("sdk_nothing")

    def test_a_role_that_nobody_can_assume_says_so_when_it_is_tried(self):
        self.role("sdk_tried")
        tried = self.w.storage_credentials.validate(storage_credential_name="sdk_tried", url="s3://lake/raw")
        results = {one.operation: one for one in tried.results}
        self.assertEqual(results[ValidationResultOperation.LIST].result, ValidationResultResult.FAIL)
        self.assertIn("no AWS identity", results[ValidationResultOperation.LIST].message)
        self.assertEqual(results[ValidationResultOperation.WRITE].result, ValidationResultResult.SKIP)


class ExternalLocationsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        # Keys of a self-hosted server are no part of the official clients.
        body = {"name": "sdk_folders", "boathouse": {"local": {}}}
        self.made = self.w.api_client.do("POST", CREDENTIALS, body=body)
        self.addCleanup(unless_gone, self.w.storage_credentials.delete, "sdk_folders", force=True)

    def locate(self, name: str, url: str, **options):
        self.addCleanup(unless_gone, self.w.external_locations.delete, name, force=True)
        return self.w.external_locations.create(name, url, "sdk_folders", **options)

    def test_a_credential_that_the_client_does_not_know_is_read_all_the_same(self):
        self.assertEqual(self.made["boathouse"], {"local": {}})
        self.assertEqual(self.w.storage_credentials.get("sdk_folders").id, self.made["id"])

    def test_a_location_is_made_read_listed_changed_and_deleted(self):
        made = self.locate("sdk_place", "s3://lake/raw/", skip_validation=True, fallback=True, comment="raw")
        self.assertEqual((made.url, made.credential_name, made.fallback), ("s3://lake/raw", "sdk_folders", True))
        self.assertEqual(self.w.external_locations.get("sdk_place").as_dict(), made.as_dict())
        self.assertIn("sdk_place", [one.name for one in self.w.external_locations.list()])
        changed = self.w.external_locations.update("sdk_place", read_only=True, owner="users")
        self.assertEqual((changed.read_only, changed.owner, changed.fallback), (True, "users", True))
        self.w.external_locations.delete("sdk_place")
        with self.assertRaises(NotFound) as missing:
            self.w.external_locations.get("sdk_place")
        self.assertEqual(missing.exception.error_code, "EXTERNAL_LOCATION_DOES_NOT_EXIST")

    def test_a_url_that_the_credential_does_not_open_is_refused(self):
        with self.assertRaises(InvalidParameterValue) as refused:
            self.locate("sdk_wrong", "s3://lake/raw")
        self.assertIn("cannot be opened by a storage credential for a folder of the server", str(refused.exception))

    def test_locations_do_not_overlap(self):
        self.locate("sdk_outer", "s3://lake/a", skip_validation=True)
        with self.assertRaises(BadRequest) as overlap:
            self.locate("sdk_inner", "s3://lake/a/b", skip_validation=True)
        self.assertEqual(overlap.exception.error_code, "INVALID_PARAMETER_VALUE.LOCATION_OVERLAP")

    def test_tables_below_a_location_keep_it(self):
        self.locate("sdk_samples", samples.FOLDER.as_uri())
        samples.make_catalog(self.w, "cat_located", "airlines")
        self.addCleanup(unless_gone, self.w.catalogs.delete, "cat_located", force=True)
        with self.assertRaises(InvalidState) as used:
            self.w.external_locations.delete("sdk_samples")
        self.assertIn("1 external table(s) depend on it", str(used.exception))
        with self.assertRaises(InvalidState):
            self.w.storage_credentials.delete("sdk_folders")
        self.w.catalogs.delete("cat_located", force=True)
        self.w.external_locations.delete("sdk_samples")
        self.w.storage_credentials.delete("sdk_folders")

    def test_a_store_without_temporary_credentials_says_so(self):
        samples.make_catalog(self.w, "cat_vended", "planes")
        self.addCleanup(self.w.catalogs.delete, "cat_vended", force=True)
        table = self.w.tables.get("cat_vended.nyc.planes").table_id
        generate = self.w.temporary_table_credentials.generate_temporary_table_credentials
        with self.assertRaises(InvalidState):
            generate(operation=TableOperation.READ, table_id=table)
        with self.assertRaises(NotFound):
            generate(operation=TableOperation.READ, table_id="00000000-0000-0000-0000-000000000000")

    def test_privileges_are_granted_on_both(self):
        self.locate("sdk_granted", "s3://lake/granted", skip_validation=True)
        for kind, name, privilege in (
            ("STORAGE_CREDENTIAL", "sdk_folders", Privilege.CREATE_EXTERNAL_LOCATION),
            ("external_location", "sdk_granted", Privilege.CREATE_EXTERNAL_TABLE),
        ):
            change = PermissionsChange(principal="account users", add=[privilege])
            self.w.grants.update(kind, name, changes=[change])
            [granted] = self.w.grants.get(kind, name).privilege_assignments
            self.assertEqual((granted.principal, granted.privileges), ("account users", [privilege]))
        with self.assertRaises(InvalidParameterValue) as refused:
            change = PermissionsChange(principal="account users", add=[Privilege.SELECT])
            self.w.grants.update("external_location", "sdk_granted", changes=[change])
        self.assertIn("It is not allowed to assign SELECT privilege to an external location", str(refused.exception))

