"""The guide's scripts do what it says they do."""

import contextlib
import io
import json
import pathlib
import tempfile
import unittest

import samples
import workflow_scripts
from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import ResourceDoesNotExist
from databricks.sdk.service.sharing import (
    AuthenticationType,
    SharedDataObject,
    SharedDataObjectUpdate,
    SharedDataObjectUpdateAction,
)


class WorkflowsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.w = WorkspaceClient()
        cls.addClassCleanup(cls.w.catalogs.delete, "cat_flows", force=True)
        samples.make_catalog(cls.w, "cat_flows", "airlines", "planes")
        cls.w.shares.create("gold_data_share")
        cls.addClassCleanup(cls.w.shares.delete, "gold_data_share")
        names = ("cat_flows.nyc.airlines", "cat_flows.nyc.planes")
        cls.w.shares.update(
            "gold_data_share",
            updates=[
                SharedDataObjectUpdate(SharedDataObjectUpdateAction.ADD, SharedDataObject(name=name)) for name in names
            ],
        )

    def onboard(self, customer: str):
        self.addCleanup(unless_gone, self.w.recipients.delete, customer.lower().replace(" ", "_"))
        return workflow_scripts.onboard_recipient(customer, None, "gold")

    def test_onboarding_makes_a_recipient_that_may_read(self):
        recipient = self.onboard("Acme Corp")
        self.assertEqual(recipient.name, "acme_corp")
        properties = self.w.recipients.get("acme_corp").properties_kvpairs.properties
        self.assertEqual((properties["customer_code"], properties["license"]), ("Acme Corp", "gold"))
        [permission] = self.w.recipients.share_permissions("acme_corp").permissions_out
        self.assertEqual(permission.share_name, "gold_data_share")

    def test_onboarding_a_workspace_by_its_sharing_identifier_makes_a_recipient_without_a_token(self):
        self.addCleanup(unless_gone, self.w.recipients.delete, "apex_corp")
        identifier = "aws:us-west-2:19a84bee-54bc-43a2-87de-023d0ec16016"
        workflow_scripts.onboard_recipient("Apex Corp", identifier, "gold")
        recipient = self.w.recipients.get("apex_corp")
        self.assertEqual(recipient.authentication_type, AuthenticationType.DATABRICKS)
        self.assertEqual(recipient.data_recipient_global_metastore_id, identifier)
        self.assertEqual((recipient.cloud, recipient.region, recipient.tokens), ("aws", "us-west-2", []))

    def test_the_audit_shows_objects_and_recipients(self):
        self.onboard("Acme Corp")
        [row] = [row for row in workflow_scripts.audit_shares() if row["share"] == "gold_data_share"]
        self.assertEqual(row["objects"], ["cat_flows.nyc.airlines", "cat_flows.nyc.planes"])
        self.assertEqual(row["recipients"], ["acme_corp"])

    def test_rotation_replaces_the_tokens_of_all_that_are_named(self):
        links = [self.onboard(customer).activation_url for customer in ("Acme Corp", "Zenith")]
        workflow_scripts.rotate_tokens_for_recipients(["acme_corp", "zenith"])
        for name, link in zip(("acme_corp", "zenith"), links, strict=True):
            self.assertNotEqual(self.w.recipients.get(name).activation_url, link)
            with self.assertRaises(ResourceDoesNotExist):
                self.w.recipient_activation.retrieve_token(link)

    def test_bulk_revocation_deletes_only_what_matches_and_only_when_told_to(self):
        for name in ("test_one", "test_two", "kept_test_"):
            self.w.recipients.create(name, AuthenticationType.TOKEN)
            self.addCleanup(unless_gone, self.w.recipients.delete, name)
        self.assertEqual(
            self.revoke(dry_run=True), ["[DRY RUN] Would revoke: test_one", "[DRY RUN] Would revoke: test_two"]
        )
        self.assertTrue(self.w.recipients.get("test_one"))
        self.assertEqual(self.revoke(dry_run=False), ["Revoked: test_one", "Revoked: test_two"])
        left = [recipient.name for recipient in self.w.recipients.list()]
        self.assertIn("kept_test_", left)
        self.assertFalse({"test_one", "test_two"} & set(left))

    def revoke(self, dry_run: bool) -> list[str]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            workflow_scripts.revoke_recipients_matching(r"^test_.*", dry_run=dry_run)
        return printed.getvalue().splitlines()

    def test_the_export_is_json_with_shares_objects_and_recipients(self):
        self.onboard("Acme Corp")
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "backup.json"
            workflow_scripts.export_share_metadata(str(file))
            export = json.loads(file.read_text())
        tables = [{"name": f"cat_flows.nyc.{name}", "type": "TABLE"} for name in ("airlines", "planes")]
        self.assertIn({"name": "gold_data_share", "objects": tables}, export["shares"])
        self.assertIn({"name": "acme_corp", "type": "TOKEN"}, export["recipients"])
