"""Who calls, and where: what every tool asks first."""

import time
import unittest

from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, NotFound, PermissionDenied, ResourceConflict
from databricks.sdk.service import iam

PATCH = [iam.PatchSchema.URN_IETF_PARAMS_SCIM_API_MESSAGES_2_0_PATCH_OP]


def values(elements: list | None) -> list[str]:
    return [element.value for element in elements or []]


def names(elements: list | None) -> list[str]:
    return sorted(element.display for element in elements or [])


def group_ids(w: WorkspaceClient) -> dict[str, str]:
    """What guides call `groups.group_display_name_to_id_map` for: the present client has no such method."""
    return {group.display_name: group.id for group in w.groups.list()}


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


class UsersTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def make(self, user_name: str, **options) -> iam.User:
        user = self.w.users.create(user_name=user_name, **options)
        self.addCleanup(unless_gone, self.w.users.delete, user.id)
        return user

    def test_a_user_is_made_read_replaced_patched_and_deleted(self):
        made = self.make(
            "life@example.com",
            display_name="Life",
            name=iam.Name(given_name="Li", family_name="Fe"),
            emails=[iam.ComplexValue(value="life@example.com", type="work", primary=True)],
            entitlements=[iam.ComplexValue(value="allow-cluster-create")],
            external_id="x-1",
        )
        self.assertRegex(made.id, r"^\d+$")
        read = self.w.users.get(made.id)
        self.assertEqual(read.as_dict(), made.as_dict())
        self.assertEqual((read.user_name, read.name.given_name, read.external_id), ("life@example.com", "Li", "x-1"))
        self.assertEqual(values(read.entitlements), ["allow-cluster-create"])
        self.assertEqual(names(read.groups), ["users"])

        self.w.users.update(made.id, user_name="life@example.com", display_name="Replaced", active=True)
        read = self.w.users.get(made.id)
        self.assertEqual((read.display_name, values(read.entitlements)), ("Replaced", []))

        rename = iam.Patch(op=iam.PatchOp.REPLACE, path="displayName", value="Patched")
        self.w.users.patch(made.id, operations=[rename], schemas=PATCH)
        self.assertEqual(self.w.users.get(made.id, attributes="displayName").display_name, "Patched")

        self.w.users.delete(made.id)
        with self.assertRaises(NotFound) as caught:
            self.w.users.get(made.id)
        self.assertEqual(caught.exception.error_code, "SCIM_404")

    def test_a_user_that_is_switched_off_is_switched_on_again(self):
        user = self.make("switch@example.com")
        for active in (False, True):
            switch = iam.Patch(op=iam.PatchOp.REPLACE, path="active", value=[{"value": str(active).lower()}])
            self.w.users.patch(user.id, operations=[switch], schemas=PATCH)
            self.assertIs(self.w.users.get(user.id).active, active)

    def test_a_user_name_is_taken_once(self):
        self.make("twice@example.com")
        with self.assertRaises(ResourceConflict) as caught:
            self.w.users.create(user_name="TWICE@example.com")
        self.assertEqual(caught.exception.error_code, "SCIM_409")
        self.assertIn("User with username TWICE@example.com already exists.", str(caught.exception))

    def test_users_are_listed_by_pages_filtered_and_ordered(self):
        made = [self.make(f"listed{number}@example.com").user_name for number in range(5)]
        listed = self.w.users.list(filter='userName sw "listed"', count=2, sort_by="userName")
        self.assertEqual([user.user_name for user in listed], made)
        last = self.w.users.list(
            filter="userName co listed",
            sort_by="userName",
            sort_order=iam.ListSortOrder.DESCENDING,
            attributes="userName,active",
        )
        users = list(last)
        self.assertEqual([user.user_name for user in users], made[::-1])
        self.assertTrue(all(user.active and not user.groups for user in users))
        self.assertIn("admin@localhost", [user.user_name for user in self.w.users.list()])

    def test_a_wrong_filter_is_refused(self):
        with self.assertRaises(BadRequest) as caught:
            list(self.w.users.list(filter="userName gt 5"))
        self.assertIn("invalidFilter", str(caught.exception))

    def test_the_last_administrator_stays(self):
        with self.assertRaises(BadRequest) as caught:
            self.w.users.delete(self.w.current_user.me().id)
        self.assertIn("no active administrator left", str(caught.exception))


class GroupsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def make(self, name: str, **options) -> iam.Group:
        group = self.w.groups.create(display_name=name, **options)
        self.addCleanup(unless_gone, self.w.groups.delete, group.id)
        return group

    def test_a_group_is_made_read_patched_replaced_and_deleted(self):
        user = self.w.users.create(user_name="grouped@example.com", display_name="Grouped")
        self.addCleanup(unless_gone, self.w.users.delete, user.id)
        inner = self.make("sdk inner", members=[iam.ComplexValue(value=user.id)])
        outer = self.make("sdk outer", members=[iam.ComplexValue(value=inner.id)])
        self.assertEqual(outer.meta.resource_type, "WorkspaceGroup")
        [member] = outer.members
        self.assertEqual((member.display, member.ref), ("sdk inner", f"Groups/{inner.id}"))
        groups = {group.display: group.type for group in self.w.users.get(user.id).groups}
        self.assertEqual(groups, {"sdk inner": "direct", "sdk outer": "indirect", "users": "direct"})

        add = iam.Patch(op=iam.PatchOp.ADD, value={"members": [{"value": user.id}]})
        self.w.groups.patch(outer.id, operations=[add], schemas=PATCH)
        self.assertEqual(names(self.w.groups.get(outer.id).members), ["Grouped", "sdk inner"])
        remove = iam.Patch(op=iam.PatchOp.REMOVE, path=f'members[value eq "{inner.id}"]')
        self.w.groups.patch(outer.id, operations=[remove], schemas=PATCH)
        self.assertEqual(names(self.w.groups.get(outer.id).members), ["Grouped"])

        self.w.groups.update(outer.id, display_name="sdk replaced", members=[iam.ComplexValue(value=inner.id)])
        read = self.w.groups.get(outer.id)
        self.assertEqual((read.display_name, names(read.members)), ("sdk replaced", ["sdk inner"]))

        self.w.groups.delete(outer.id)
        with self.assertRaises(NotFound):
            self.w.groups.get(outer.id)
        self.assertEqual(names(self.w.users.get(user.id).groups), ["sdk inner", "users"])

    def test_a_group_name_is_taken_once(self):
        self.make("sdk twice")
        for name in ("SDK twice", "admins"):
            with self.assertRaises(ResourceConflict) as caught:
                self.w.groups.create(display_name=name)
            self.assertIn(f"Group with name {name} already exists.", str(caught.exception))

    def test_groups_are_in_no_circle(self):
        first = self.make("sdk first")
        second = self.make("sdk second", members=[iam.ComplexValue(value=first.id)])
        add = iam.Patch(op=iam.PatchOp.ADD, path="members", value=[{"value": second.id}])
        with self.assertRaises(BadRequest) as caught:
            self.w.groups.patch(first.id, operations=[add], schemas=PATCH)
        self.assertIn("member of itself", str(caught.exception))

    def test_system_groups_stay(self):
        ids = group_ids(self.w)
        self.assertLessEqual({"admins", "users"}, set(ids))
        for name in ("admins", "users"):
            with self.assertRaises(BadRequest):
                self.w.groups.delete(ids[name])


class ServicePrincipalsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def make(self, name: str, **options) -> iam.ServicePrincipal:
        principal = self.w.service_principals.create(display_name=name, **options)
        self.addCleanup(unless_gone, self.w.service_principals.delete, principal.id)
        return principal

    def test_a_service_principal_is_made_read_replaced_patched_and_deleted(self):
        made = self.make("sdk life", entitlements=[iam.ComplexValue(value="databricks-sql-access")])
        self.assertRegex(made.application_id, r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        self.assertEqual(self.w.service_principals.get(made.id).as_dict(), made.as_dict())
        self.assertEqual(self.w.service_principals.get(made.application_id).id, made.id)
        [found] = self.w.service_principals.list(filter=f'applicationId eq "{made.application_id}"')
        self.assertEqual(found.id, made.id)

        self.w.service_principals.update(made.id, display_name="sdk replaced", active=False)
        read = self.w.service_principals.get(made.id)
        self.assertEqual((read.display_name, read.active, values(read.entitlements)), ("sdk replaced", False, []))

        operations = [
            iam.Patch(op=iam.PatchOp.REPLACE, path="active", value=True),
            iam.Patch(op=iam.PatchOp.ADD, path="roles", value=[{"value": "arn:role"}]),
        ]
        self.w.service_principals.patch(made.id, operations=operations, schemas=PATCH)
        read = self.w.service_principals.get(made.id)
        self.assertEqual((read.active, values(read.roles)), (True, ["arn:role"]))

        # As the guide to Partner Connect deletes it: by application id.
        self.w.service_principals.delete(made.application_id)
        with self.assertRaises(NotFound):
            self.w.service_principals.get(made.id)

    def test_an_application_id_is_taken_once(self):
        made = self.make("sdk taken")
        with self.assertRaises(ResourceConflict) as caught:
            self.w.service_principals.create(application_id=made.application_id)
        message = f"Service principal with application ID {made.application_id} already exists."
        self.assertIn(message, str(caught.exception))

    def test_the_guide_to_token_management_works(self):
        w = self.w
        groups = group_ids(w)
        spn = w.service_principals.create(
            display_name=f"sdk-{time.time_ns()}",
            groups=[iam.ComplexValue(value=groups["admins"])],
        )
        obo = w.token_management.create_obo_token(application_id=spn.application_id, lifetime_seconds=60)

        program = WorkspaceClient(host=w.config.host, token=obo.token_value)
        me = program.current_user.me()
        self.assertEqual((me.id, me.user_name, names(me.groups)), (spn.id, spn.application_id, ["admins", "users"]))

        w.service_principals.delete(id=spn.id)
        w.token_management.delete(token_id=obo.token_info.token_id)
        with self.assertRaises(PermissionDenied):
            program.current_user.me()

    def test_others_see_names_only_and_change_nothing(self):
        principal = self.make("sdk stranger")
        obo = self.w.token_management.create_obo_token(application_id=principal.application_id, lifetime_seconds=60)
        stranger = WorkspaceClient(host=self.w.config.host, token=obo.token_value)
        seen = next(stranger.users.list(filter='userName eq "admin@localhost"'))
        self.assertEqual(set(seen.as_dict()), {"schemas", "id", "userName", "displayName"})
        with self.assertRaises(PermissionDenied):
            stranger.users.create(user_name="made@example.com")
        with self.assertRaises(PermissionDenied):
            list(stranger.users.list(filter="active eq true"))
