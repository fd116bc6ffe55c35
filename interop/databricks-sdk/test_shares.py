"""Shares: what is in them and who may read them."""

import unittest

import samples
from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import InvalidState, NotFound, ResourceAlreadyExists, ResourceConflict
from databricks.sdk.service.sharing import (
    AuthenticationType,
    PermissionsChange,
    Privilege,
    SharedDataObject,
    SharedDataObjectDataObjectType as Type,
    SharedDataObjectHistoryDataSharingStatus as History,
    SharedDataObjectStatus,
    SharedDataObjectUpdate,
    SharedDataObjectUpdateAction as Action,
)


def update(action: Action, name: str, **fields) -> SharedDataObjectUpdate:
    return SharedDataObjectUpdate(
        action=action, data_object=SharedDataObject(name=name, data_object_type=Type.TABLE, **fields)
    )


class SharesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.w = WorkspaceClient()
        cls.addClassCleanup(cls.w.catalogs.delete, "cat_shares", force=True)
        samples.make_catalog(cls.w, "cat_shares", "airlines", "planes", "weather")

    def setUp(self):
        self.w.shares.create("sales", comment="for partners")
        self.addCleanup(unless_gone, self.w.shares.delete, "sales")

    def change(self, *updates):
        return self.w.shares.update("sales", updates=list(updates))

    def test_a_share_is_read_back(self):
        share = self.w.shares.get("Sales", include_shared_data=True)
        self.assertEqual((share.name, share.comment, share.owner), ("sales", "for partners", "admin@localhost"))
        self.assertFalse(share.objects)
        self.assertEqual(share.created_by, "admin@localhost")
        self.assertIn("sales", [listed.name for listed in self.w.shares.list_shares()])

    def test_tables_are_added_together_and_come_back_in_order(self):
        answer = self.change(update(Action.ADD, "cat_shares.nyc.planes"), update(Action.ADD, "cat_shares.nyc.airlines"))
        read = self.w.shares.get("sales", include_shared_data=True)
        for share in (answer, read):
            self.assertEqual(
                [item.name for item in share.objects], ["cat_shares.nyc.planes", "cat_shares.nyc.airlines"]
            )
            self.assertEqual([item.shared_as for item in share.objects], ["nyc.planes", "nyc.airlines"])
            self.assertEqual({item.data_object_type for item in share.objects}, {Type.TABLE})
            self.assertEqual({item.status for item in share.objects}, {SharedDataObjectStatus.ACTIVE})
        self.assertFalse(self.w.shares.get("sales", include_shared_data=False).objects)

    def test_a_table_is_added_under_an_alias_with_its_history(self):
        share = self.change(
            update(
                Action.ADD,
                "cat_shares.nyc.planes",
                shared_as="fleet.aircraft",
                comment="since 1980",
                history_data_sharing_status=History.ENABLED,
                start_version=1,
                cdf_enabled=True,
            )
        )
        [item] = share.objects
        self.assertEqual((item.shared_as, item.comment, item.start_version), ("fleet.aircraft", "since 1980", 1))
        self.assertEqual((item.history_data_sharing_status, item.cdf_enabled), (History.ENABLED, True))

    def test_an_object_is_replaced_and_removed(self):
        self.change(update(Action.ADD, "cat_shares.nyc.planes"), update(Action.ADD, "cat_shares.nyc.weather"))
        changed = self.change(update(Action.UPDATE, "cat_shares.nyc.planes", shared_as="fleet.aircraft"))
        self.assertEqual([item.shared_as for item in changed.objects], ["fleet.aircraft", "nyc.weather"])
        left = self.change(update(Action.REMOVE, "cat_shares.nyc.planes"))
        self.assertEqual([item.shared_as for item in left.objects], ["nyc.weather"])

    def test_one_wrong_update_undoes_all(self):
        with self.assertRaises(NotFound):
            self.change(update(Action.ADD, "cat_shares.nyc.planes"), update(Action.REMOVE, "cat_shares.nyc.weather"))
        self.assertFalse(self.w.shares.get("sales", include_shared_data=True).objects)

    def test_an_object_is_added_once(self):
        self.change(update(Action.ADD, "cat_shares.nyc.planes"))
        with self.assertRaises(ResourceAlreadyExists):
            self.change(update(Action.ADD, "cat_shares.nyc.planes"))

    def test_a_shared_table_is_not_dropped(self):
        self.change(update(Action.ADD, "cat_shares.nyc.planes"))
        with self.assertRaises(InvalidState) as caught:
            self.w.tables.delete("cat_shares.nyc.planes")
        self.assertIn("'sales'", str(caught.exception))

    def test_a_whole_schema_is_added_read_back_and_removed(self):
        schema = {"name": "cat_shares.nyc", "data_object_type": Type.SCHEMA}
        self.change(update(Action.ADD, "cat_shares.nyc.planes", shared_as="fleet.aircraft"))
        share = self.change(SharedDataObjectUpdate(action=Action.ADD, data_object=SharedDataObject(**schema)))
        [item] = share.objects
        self.assertEqual((item.name, item.data_object_type), ("cat_shares.nyc", Type.SCHEMA))
        self.assertEqual((item.history_data_sharing_status, item.status), (History.ENABLED, SharedDataObjectStatus.ACTIVE))
        with self.assertRaises(ResourceAlreadyExists):
            self.change(update(Action.ADD, "cat_shares.nyc.planes"))
        share = self.change(SharedDataObjectUpdate(action=Action.REMOVE, data_object=SharedDataObject(**schema)))
        self.assertFalse(share.objects)

    def test_name_and_comment_change_and_an_empty_comment_stays_empty(self):
        self.addCleanup(unless_gone, self.w.shares.delete, "sales_2026")
        renamed = self.w.shares.update("sales", new_name="sales_2026", comment="")
        self.assertEqual((renamed.name, renamed.comment), ("sales_2026", ""))
        with self.assertRaises(NotFound):
            self.w.shares.get("sales")

    def test_a_name_is_taken_once(self):
        with self.assertRaises(ResourceConflict) as caught:
            self.w.shares.create("SALES")
        self.assertEqual(caught.exception.error_code, "SHARE_ALREADY_EXISTS")

    def test_a_deleted_share_is_gone(self):
        self.w.shares.delete("sales")
        with self.assertRaises(NotFound) as caught:
            self.w.shares.get("sales")
        self.assertEqual(caught.exception.error_code, "SHARE_DOES_NOT_EXIST")


class SharePermissionsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        self.w.shares.create("granted")
        self.addCleanup(self.w.shares.delete, "granted")
        for name in ("acme", "zenith"):
            self.w.recipients.create(name, AuthenticationType.TOKEN)
            self.addCleanup(self.w.recipients.delete, name)

    def grant(self, principal: str, **change):
        return self.w.shares.update_permissions("granted", changes=[PermissionsChange(principal=principal, **change)])

    def readers(self):
        return [item.principal for item in self.w.shares.share_permissions("granted").privilege_assignments or []]

    def test_recipients_are_granted_and_revoked(self):
        answer = self.grant("acme", add=["SELECT"])
        self.assertEqual(
            [(item.principal, item.privileges) for item in answer.privilege_assignments], [("acme", [Privilege.SELECT])]
        )
        self.grant("zenith", add=["SELECT"])
        self.assertEqual(self.readers(), ["acme", "zenith"])
        self.grant("acme", remove=["SELECT"])
        self.assertEqual(self.readers(), ["zenith"])

    def test_the_answer_is_left_out_on_request(self):
        changes = [PermissionsChange(principal="acme", add=["SELECT"])]
        answer = self.w.shares.update_permissions("granted", changes=changes, omit_permissions_list=True)
        self.assertFalse(answer.privilege_assignments)
        self.assertEqual(self.readers(), ["acme"])

    def test_a_recipient_sees_its_shares(self):
        self.grant("acme", add=["SELECT"])
        [permission] = self.w.recipients.share_permissions("acme").permissions_out
        self.assertEqual(permission.share_name, "granted")
        self.assertEqual(permission.privilege_assignments[0].privileges, [Privilege.SELECT])
        self.assertFalse(self.w.recipients.share_permissions("zenith").permissions_out)

    def test_a_grant_to_nobody_is_not_found_and_changes_nothing(self):
        changes = [
            PermissionsChange(principal="acme", add=["SELECT"]),
            PermissionsChange(principal="nobody", add=["SELECT"]),
        ]
        with self.assertRaises(NotFound) as caught:
            self.w.shares.update_permissions("granted", changes=changes)
        self.assertEqual(caught.exception.error_code, "RECIPIENT_DOES_NOT_EXIST")
        self.assertEqual(self.readers(), [])
