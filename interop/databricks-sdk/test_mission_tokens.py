"""The examples of the client's own page on token management, call for call.

What client 0.133.0 refuses of the page's text is corrected and marked `Corrected`, for each example the same:

- `w.groups.group_display_name_to_id_map(iam.ListGroupsRequest())` is gone, with the request class: the map is made from
  `w.groups.list()`.
- `w.token_management.list(settings.ListTokenManagementRequest())` takes no request object any more: its filters are
  keyword arguments, of which the example has none.

The page makes the service principal an administrator by `groups=`, and deletes it before the token: the token is revoked
with it, and deleting it again must succeed.
"""

import time
import unittest

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import NotFound, PermissionDenied
from databricks.sdk.service import iam


class MissionTokensTest(unittest.TestCase):
    def test_create_obo_token(self):
        w = WorkspaceClient()

        # Corrected.
        groups = {group.display_name: group.id for group in w.groups.list()}

        spn = w.service_principals.create(
            display_name=f"sdk-{time.time_ns()}",
            groups=[iam.ComplexValue(value=groups["admins"])],
        )

        obo = w.token_management.create_obo_token(application_id=spn.application_id, lifetime_seconds=60)

        robot = WorkspaceClient(host=w.config.host, token=obo.token_value)
        me = robot.current_user.me()
        self.assertEqual(me.user_name, spn.application_id)
        self.assertIn("admins", [group.display for group in me.groups])

        # cleanup
        w.service_principals.delete(id=spn.id)
        w.token_management.delete(token_id=obo.token_info.token_id)

        with self.assertRaises(PermissionDenied):
            robot.current_user.me()
        with self.assertRaises(NotFound):
            w.token_management.get(token_id=obo.token_info.token_id)

    def test_get(self):
        w = WorkspaceClient()

        # Corrected.
        groups = {group.display_name: group.id for group in w.groups.list()}

        spn = w.service_principals.create(
            display_name=f"sdk-{time.time_ns()}",
            groups=[iam.ComplexValue(value=groups["admins"])],
        )

        obo = w.token_management.create_obo_token(application_id=spn.application_id, lifetime_seconds=60)

        by_id = w.token_management.get(token_id=obo.token_info.token_id)

        self.assertEqual(by_id.token_info, obo.token_info)
        self.assertEqual(by_id.token_info.expiry_time - by_id.token_info.creation_time, 60_000)

        # cleanup
        w.service_principals.delete(id=spn.id)
        w.token_management.delete(token_id=obo.token_info.token_id)

    def test_list(self):
        w = WorkspaceClient()

        # Corrected. What is called `all` on the page is consumed here, so that the call is made.
        everything = list(w.token_management.list())

        self.assertIn("admin@localhost", [info.created_by_username for info in everything])
