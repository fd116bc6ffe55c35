"""Who calls, and where: what every tool asks first."""

import unittest

from databricks.sdk import WorkspaceClient


class IdentityTest(unittest.TestCase):
    def setUp(self):
        # The profile of DATABRICKS_CONFIG_FILE is all that the client gets.
        self.w = WorkspaceClient()

    def test_the_profile_file_alone_signs_in_by_token(self):
        self.w.current_user.me()
        self.assertEqual(self.w.config.auth_type, "pat")
        self.assertRegex(self.w.config.host, r"^http://127\.0\.0\.1:\d+$")

    def test_signing_in_warns_of_nothing(self):
        with self.assertNoLogs(level="WARNING"):
            WorkspaceClient().current_user.me()

    def test_me_is_the_administrator(self):
        me = self.w.current_user.me()
        self.assertEqual(me.user_name, "admin@localhost")
        self.assertTrue(me.active)
        self.assertRegex(me.id, r"^\d+$")
        self.assertIn("admins", [group.display for group in me.groups])
        self.assertEqual([email.value for email in me.emails], ["admin@localhost"])

    def test_the_workspace_id_is_in_a_header_and_in_the_assignment(self):
        assignment = self.w.metastores.current()
        self.assertEqual(self.w.get_workspace_id(), assignment.workspace_id)
        self.assertEqual(assignment.default_catalog_name, "main")

    def test_the_metastore_has_a_sharing_identifier(self):
        summary = self.w.metastores.summary()
        self.assertEqual(summary.metastore_id, self.w.metastores.current().metastore_id)
        self.assertEqual(summary.global_metastore_id, f"aws:us-west-2:{summary.metastore_id}")
        self.assertGreater(summary.delta_sharing_recipient_token_lifetime_in_seconds, 0)

    def test_metastores_are_listed_and_read(self):
        [listed] = list(self.w.metastores.list())
        self.assertEqual(self.w.metastores.get(listed.metastore_id).name, listed.name)
