"""Each configuration is applied, planned again, changed, imported and destroyed."""

import base64
import json
import pathlib
import unittest

from databricks.sdk import WorkspaceClient
from databricks.sdk.service.catalog import CatalogType, DataSourceFormat, TableType
from databricks.sdk.service.settings import TokenAccessControlRequest, TokenPermissionLevel
from databricks.sdk.service.sharing import AuthenticationType
from holdings import holdings
from project import Project

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"
UPDATE = ["update"]
REPLACE = ["delete", "create"]


class LifecycleTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.w = WorkspaceClient()
        before = holdings(self.w)
        # The last that is done: after what the test itself cleans up.
        self.addCleanup(lambda: self.assertEqual(holdings(self.w), before))

    def applied(self, configuration: str, **variables: str) -> Project:
        """The configuration, applied, with nothing left to do."""
        project = self.enterContext(Project(configuration))
        self.addCleanup(project.destroy, **variables)
        project.apply(**variables)
        self.assertEqual(project.plan(**variables), {})
        return project

    def change(self, project: Project, expected: dict[str, list[str]], **variables: str) -> None:
        """Plans what is expected, does it, and has nothing left to do."""
        self.assertEqual(project.plan(**variables), expected)
        project.apply(**variables)
        self.assertEqual(project.plan(**variables), {})

    def take_over(self, project: Project, *addresses: str, **variables: str) -> None:
        """Imports resources that are there, which leaves nothing to do."""
        for address in addresses:
            project.forget_and_import(address, **variables)
        self.assertEqual(project.plan(**variables), {})

    def test_what_is_shared_and_with_whom(self):
        self.register_samples("airlines", "planes")
        project = self.applied("sharing")
        changed = {"comment": "changed by Terraform", "tier": "gold", "tables": '["planes"]'}
        resources = ("catalog.sales", "schema.gold", "share.partners", "recipient.acme")
        self.change(project, {f"databricks_{resource}": UPDATE for resource in resources}, **changed)
        acme = self.w.recipients.get("acme")
        self.assertEqual((acme.comment, acme.properties_kvpairs.properties["tier"]), ("changed by Terraform", "gold"))
        [planes] = self.w.shares.get("partners", include_shared_data=True).objects
        self.assertEqual((planes.name, planes.comment), ("samples.nyc.planes", "changed by Terraform"))
        share = "databricks_share.partners"
        self.take_over(project, *sorted(project.ids().keys() - {share}), **changed)
        # What the workspace filled in by itself is a difference to the provider until it has applied once.
        project.forget_and_import(share, **changed)
        self.change(project, {share: UPDATE}, **changed)

    def register_samples(self, *names: str) -> None:
        """Tables are there already: Terraform would make them by SQL, on a warehouse."""
        self.w.catalogs.create("samples")
        self.addCleanup(self.w.catalogs.delete, "samples", force=True)
        self.w.schemas.create("nyc", "samples")
        for name in names:
            location = (SAMPLES / name).as_uri()
            self.w.tables.create(name, "samples", "nyc", TableType.EXTERNAL, DataSourceFormat.DELTA, location)

    def test_users_groups_and_service_principals(self):
        group = self.w.groups.create(display_name="provisioned")
        self.addCleanup(self.w.groups.delete, group.id)
        project = self.applied("identity")
        ids = project.ids()
        found = {"ann": ids["databricks_user.ann"], "robot": ids["databricks_service_principal.robot"]}
        self.assertEqual(project.output("found"), found)
        changed = {"name": "two", "changed": "true"}
        resources = ("service_principal.robot", "user.ann", "group.analysts", "entitlements.provisioned")
        self.change(project, {f"databricks_{resource}": UPDATE for resource in resources}, **changed)
        self.assertEqual(project.ids(), ids)
        self.assertFalse(self.w.users.get(found["ann"]).active)
        members = self.w.groups.get(ids["databricks_group.analysts"]).members
        self.assertEqual({member.value for member in members}, set(found.values()))
        self.take_over(project, *ids, **changed)

    def test_who_is_there_already_is_taken_over_by_force(self):
        user = self.w.users.create(user_name="ann@example.com")
        group = self.w.groups.create(display_name="analysts")
        robot = self.w.service_principals.create(display_name="old robot")
        project = self.applied("force", application_id=robot.application_id)
        self.assertEqual(
            project.ids(),
            {
                "databricks_user.ann": user.id,
                "databricks_group.analysts": group.id,
                "databricks_service_principal.robot": robot.id,
            },
        )
        self.assertEqual(self.w.service_principals.get(robot.id).display_name, "robot")

    def test_tokens_and_who_may_use_them(self):
        # Terraform leaves tokens to administrators alone when it is done.
        everybody = TokenAccessControlRequest(group_name="users", permission_level=TokenPermissionLevel.CAN_USE)
        self.addCleanup(self.w.token_management.update_permissions, access_control_list=[everybody])
        project = self.applied("tokens")
        credentials = project.output("credentials")
        host = self.w.config.host
        me = self.w.current_user.me().user_name
        robot = credentials["client_id"]
        self.assertEqual(WorkspaceClient(host=host, token=credentials["own"]).current_user.me().user_name, me)
        self.assertEqual(WorkspaceClient(host=host, token=credentials["robot"]).current_user.me().user_name, robot)
        signed_in = WorkspaceClient(host=host, client_id=robot, client_secret=credentials["client_secret"])
        self.assertEqual(signed_in.current_user.me().user_name, robot)
        self.change(project, {"databricks_permissions.tokens": UPDATE}, groups="[]")
        self.take_over(project, "databricks_permissions.tokens", groups="[]")

    def test_secrets_and_who_may_read_them(self):
        project = self.applied("secrets")
        self.assertEqual(base64.b64decode(self.w.secrets.get_secret("etl", "password").value), b"hunter2")
        changed = {"permission": "MANAGE", "password": "correct horse"}
        self.change(
            project, {"databricks_secret.password": REPLACE, "databricks_secret_acl.analysts": REPLACE}, **changed
        )
        self.assertEqual(base64.b64decode(self.w.secrets.get_secret("etl", "password").value), b"correct horse")
        self.take_over(project, "databricks_secret_scope.etl", "databricks_secret_acl.analysts", **changed)

    def test_what_is_granted_on_a_catalog_and_its_schema(self):
        project = self.applied("grants")
        changed = {"privileges": '["USE_SCHEMA", "MODIFY"]'}
        self.change(project, {"databricks_grant.ledger": UPDATE}, **changed)
        granted = self.w.grants.get("SCHEMA", "finance.ledger").privilege_assignments
        self.assertEqual(
            {assignment.principal: {privilege.value for privilege in assignment.privileges} for assignment in granted},
            {"analysts of finance": {"USE_SCHEMA", "MODIFY"}, "Ann@Example.com": {"USE_SCHEMA"}},
        )
        self.take_over(project, *project.ids(), **changed)

    def test_where_data_is_and_what_opens_it(self):
        # Keys of a self-hosted server are no part of the provider: the workspace has them already.
        path = "/api/2.1/unity-catalog/storage-credentials"
        self.w.api_client.do("POST", path, body={"name": "server_folders", "boathouse": {"local": {}}})
        self.addCleanup(self.w.storage_credentials.delete, "server_folders")
        given = {"folder": SAMPLES.as_uri(), "local_credential": "server_folders"}
        project = self.applied("locations", **given)
        role = self.w.storage_credentials.get("landing_role")
        self.assertTrue(role.aws_iam_role.external_id)
        changed = {**given, "comment": "changed by Terraform", "read_only": "true", "privileges": '["BROWSE"]'}
        changed |= {"landing": "s3://landing/other"}
        credentials = ("storage_credential.role", "storage_credential.application")
        resources = (*credentials, "external_location.landing", "external_location.folder", "grants.landing")
        self.change(project, {f"databricks_{resource}": UPDATE for resource in resources}, **changed)
        landing = self.w.external_locations.get("landing")
        self.assertEqual(
            (landing.url, landing.comment, landing.read_only), ("s3://landing/other", "changed by Terraform", True)
        )
        granted = self.w.grants.get("EXTERNAL_LOCATION", "landing").privilege_assignments
        self.assertEqual([privilege.value for one in granted for privilege in one.privileges], ["BROWSE"])
        # What never comes back is a difference to the provider until it has applied once: secrets, and `skip_validation`.
        unseen = {"databricks_storage_credential.application", "databricks_external_location.landing"}
        self.take_over(project, *sorted(project.ids().keys() - unseen), **changed)
        for address in unseen:
            project.forget_and_import(address, **changed)
        self.change(project, dict.fromkeys(unseen, UPDATE), **changed)

    def test_metastores_that_are_shared_with_and_what_others_share(self):
        # The provider is the workspace itself: to Terraform, one like any other.
        made = self.w.recipients.create("reader_of_offered", AuthenticationType.TOKEN)
        self.addCleanup(self.w.recipients.delete, "reader_of_offered")
        self.w.shares.create("offered")
        self.addCleanup(self.w.shares.delete, "offered")
        grant = {"changes": [{"principal": "reader_of_offered", "add": ["SELECT"]}]}
        self.w.api_client.do("PATCH", "/api/2.1/unity-catalog/shares/offered/permissions", body=grant)
        token = self.w.recipient_activation.retrieve_token(made.activation_url.partition("?")[2])
        given = {"profile": json.dumps(token.as_dict())}
        project = self.applied("partners", **given)
        self.assertEqual(self.w.catalogs.get("mounted").catalog_type, CatalogType.DELTASHARING_CATALOG)
        changed = {**given, "comment": "changed by Terraform"}
        resources = ("recipient.metastore", "provider.carrier", "catalog.mounted")
        self.change(project, {f"databricks_{resource}": UPDATE for resource in resources}, **changed)
        self.assertEqual(self.w.providers.get("carrier").comment, "changed by Terraform")
