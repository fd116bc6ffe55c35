"""Personal access tokens, their administration, and who may use them."""

import time
import unittest

from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.common.types.fieldmask import FieldMask
from databricks.sdk.errors import BadRequest, InvalidParameterValue, NotFound, PermissionDenied
from databricks.sdk.service.iam import AccessControlRequest, AutoscopeState, PermissionLevel
from databricks.sdk.service.settings import (
    PublicTokenInfo,
    TokenAccessControlRequest,
    TokenInfo,
    TokenPermissionLevel,
)


class TokensTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def create(self, **options):
        token = self.w.tokens.create(**options)
        self.addCleanup(unless_gone, self.w.tokens.delete, token.token_info.token_id)
        return token

    def as_holder_of(self, value: str) -> WorkspaceClient:
        return WorkspaceClient(host=self.w.config.host, token=value)

    def test_a_new_token_works_until_it_is_deleted(self):
        token = self.create(comment="for a pipeline", lifetime_seconds=3600)
        holder = self.as_holder_of(token.token_value)
        self.assertEqual(holder.current_user.me().user_name, "admin@localhost")
        self.w.tokens.delete(token.token_info.token_id)
        with self.assertRaises(PermissionDenied) as caught:
            holder.current_user.me()
        self.assertIn("Invalid access token", str(caught.exception))

    def test_the_value_has_the_known_form_and_is_not_listed(self):
        token = self.create(comment='with "quotes", ümlauts and 🛶')
        self.assertRegex(token.token_value, r"^dapi[0-9a-f]{32}$")
        [listed] = [info for info in self.w.tokens.list() if info.token_id == token.token_info.token_id]
        self.assertEqual(listed.comment, 'with "quotes", ümlauts and 🛶')
        self.assertNotIn(token.token_value, str([info.as_dict() for info in self.w.tokens.list()]))

    def test_lifetimes_are_kept(self):
        info = self.create(lifetime_seconds=60).token_info
        self.assertEqual(info.expiry_time - info.creation_time, 60_000)
        self.assertAlmostEqual(info.creation_time / 1000, time.time(), delta=60)
        self.assertEqual(self.create(lifetime_seconds=-1).token_info.expiry_time, -1)

    def test_a_lifetime_of_zero_is_refused(self):
        with self.assertRaises(InvalidParameterValue) as caught:
            self.w.tokens.create(lifetime_seconds=0)
        self.assertIn("Invalid timeout: 0", str(caught.exception))

    def test_scopes_limit_what_a_token_opens(self):
        token = self.create(scopes=["unity-catalog:read"])
        self.assertEqual(token.token_info.autoscope_state, AutoscopeState.AUTOSCOPE_STATE_USER_SELECTED)
        holder = self.as_holder_of(token.token_value)
        self.assertIn("main", [catalog.name for catalog in holder.catalogs.list()])
        with self.assertRaises(PermissionDenied) as caught:
            holder.catalogs.create("beyond")
        self.assertIn("API scope 'unity-catalog'", str(caught.exception))
        holder.current_user.me()

    def test_a_scope_that_there_is_not_is_refused(self):
        with self.assertRaises(InvalidParameterValue):
            self.w.tokens.create(scopes=["everything"])

    def test_a_token_is_changed_by_a_mask(self):
        token_id = self.create(comment="old", scopes=["sql"]).token_info.token_id
        self.w.tokens.update(token_id, PublicTokenInfo(comment="new"), FieldMask(["comment"]))
        [changed] = [info for info in self.w.tokens.list() if info.token_id == token_id]
        self.assertEqual((changed.comment, changed.scopes), ("new", ["sql"]))
        with self.assertRaises(NotFound):
            self.w.tokens.update("f" * 64, PublicTokenInfo(comment="new"), FieldMask(["comment"]))


class TokenManagementTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def new_service_principal(self):
        spn = self.w.service_principals.create(display_name=f"robot-{time.time_ns()}")
        self.addCleanup(unless_gone, self.w.service_principals.delete, spn.id)
        return spn

    def new_token(self, spn, **options):
        token = self.w.token_management.create_obo_token(spn.application_id, **options)
        self.addCleanup(unless_gone, self.w.token_management.delete, token.token_info.token_id)
        return token

    def test_a_token_on_behalf_of_a_service_principal_acts_as_it(self):
        spn = self.new_service_principal()
        token = self.new_token(spn, comment="Partner Connect", lifetime_seconds=1_209_600)
        me = WorkspaceClient(host=self.w.config.host, token=token.token_value).current_user.me()
        self.assertEqual(me.user_name, spn.application_id)
        info = self.w.token_management.get(token.token_info.token_id).token_info
        self.assertEqual(info.comment, "Partner Connect")
        self.assertEqual(info.owner_id, int(spn.id))
        self.assertEqual(info.created_by_username, "admin@localhost")
        self.assertEqual(info.created_by_id, int(self.w.current_user.me().id))
        self.assertEqual(info.workspace_id, self.w.get_workspace_id())
        self.assertEqual(info.expiry_time - info.creation_time, 1_209_600_000)

    def test_tokens_are_listed_by_who_made_them(self):
        token_id = self.new_token(self.new_service_principal()).token_info.token_id
        for options in [{}, {"created_by_username": "admin@localhost"}]:
            self.assertIn(token_id, [info.token_id for info in self.w.token_management.list(**options)])
        self.assertEqual(list(self.w.token_management.list(created_by_id=1)), [])

    def test_a_token_is_changed_and_revoked(self):
        token_id = self.new_token(self.new_service_principal()).token_info.token_id
        changed = self.w.token_management.update_token_management(
            token_id, TokenInfo(comment="rotated", scopes=["sql:read"]), FieldMask(["comment", "scopes"])
        )
        self.assertEqual((changed.comment, changed.scopes), ("rotated", ["sql:read"]))
        self.w.token_management.delete(token_id)
        self.w.token_management.delete(token_id)
        with self.assertRaises(NotFound):
            self.w.token_management.get(token_id)
        with self.assertRaises(NotFound):
            self.w.token_management.delete("f" * 64)

    def test_nobody_gets_a_token_who_is_not_there(self):
        with self.assertRaises(NotFound):
            self.w.token_management.create_obo_token("00000000-0000-0000-0000-000000000000")


class TokenPermissionsTest(unittest.TestCase):
    ADMINS = AccessControlRequest(group_name="admins", permission_level=PermissionLevel.CAN_MANAGE)
    EVERYBODY = AccessControlRequest(group_name="users", permission_level=PermissionLevel.CAN_USE)

    def setUp(self):
        self.w = WorkspaceClient()
        self.addCleanup(self.put, self.ADMINS, self.EVERYBODY)

    def put(self, *entries):
        return self.w.permissions.set("authorization", "tokens", access_control_list=list(entries))

    def test_both_apis_show_the_same(self):
        generic = self.w.permissions.get("authorization", "tokens")
        self.assertEqual((generic.object_type, generic.object_id), ("tokens", "/authorization/tokens"))
        self.assertEqual(
            {entry.group_name: entry.all_permissions[0].permission_level for entry in generic.access_control_list},
            {"admins": PermissionLevel.CAN_MANAGE, "users": PermissionLevel.CAN_USE},
        )
        # The client's list of levels for tokens lacks CAN_MANAGE, which it reads as none.
        own = self.w.token_management.get_permissions()
        self.assertEqual([entry.group_name for entry in own.access_control_list], ["admins", "users"])
        levels = self.w.permissions.get_permission_levels("authorization", "tokens").permission_levels
        self.assertEqual(
            [level.permission_level for level in levels], [PermissionLevel.CAN_MANAGE, PermissionLevel.CAN_USE]
        )
        self.assertEqual(len(self.w.token_management.get_permission_levels().permission_levels), 2)

    def test_who_loses_can_use_loses_the_tokens(self):
        spn = self.w.service_principals.create(display_name=f"robot-{time.time_ns()}")
        self.addCleanup(unless_gone, self.w.service_principals.delete, spn.id)
        token = self.w.token_management.create_obo_token(spn.application_id)
        self.w.token_management.update_permissions(
            access_control_list=[
                TokenAccessControlRequest(
                    service_principal_name=spn.application_id, permission_level=TokenPermissionLevel.CAN_USE
                )
            ]
        )
        holder = WorkspaceClient(host=self.w.config.host, token=token.token_value)
        direct = AccessControlRequest(
            service_principal_name=spn.application_id, permission_level=PermissionLevel.CAN_USE
        )
        self.put(self.ADMINS, direct)
        holder.current_user.me()
        self.put(self.ADMINS)
        with self.assertRaises(PermissionDenied):
            holder.current_user.me()
        with self.assertRaises(PermissionDenied):
            self.w.token_management.create_obo_token(spn.application_id)

    def test_administrators_cannot_be_removed(self):
        with self.assertRaises(BadRequest) as caught:
            self.put(self.EVERYBODY)
        self.assertIn("Cannot change permissions for group 'admins' to None.", str(caught.exception))

    def test_an_unknown_type_of_object_is_refused(self):
        with self.assertRaises(InvalidParameterValue) as caught:
            self.w.permissions.get("boats", "one")
        self.assertIn("request_object_type is not recognized", str(caught.exception))


class WorkspaceConfTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        self.addCleanup(self.w.workspace_conf.set_status, {"maxTokenLifetimeDays": "0"})

    def test_a_maximum_lifetime_holds_for_new_tokens(self):
        self.w.workspace_conf.set_status({"maxTokenLifetimeDays": "30"})
        self.assertEqual(self.w.workspace_conf.get_status("maxTokenLifetimeDays"), {"maxTokenLifetimeDays": "30"})
        info = self.w.tokens.create().token_info
        self.addCleanup(unless_gone, self.w.tokens.delete, info.token_id)
        self.assertEqual(info.expiry_time - info.creation_time, 30 * 86_400_000)
        with self.assertRaises(InvalidParameterValue) as caught:
            self.w.tokens.create(lifetime_seconds=-1)
        self.assertIn("maximum token lifetime of this workspace, which is 30 days", str(caught.exception))
