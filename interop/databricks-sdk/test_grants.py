"""Grants: who may do what in the catalog and with shares, and that it holds."""

import unittest

import samples
from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, InvalidParameterValue, NotFound, PermissionDenied
from databricks.sdk.service.catalog import PermissionsChange, Privilege, SecurableType
from databricks.sdk.service.iam import ComplexValue
from databricks.sdk.service.sharing import (
    AuthenticationType,
    PermissionsChange as ShareChange,
    SharedDataObject,
    SharedDataObjectDataObjectType,
    SharedDataObjectStatus,
    SharedDataObjectUpdate,
    SharedDataObjectUpdateAction as Action,
)


class GrantsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.w = w = WorkspaceClient()
        cls.addClassCleanup(w.catalogs.delete, "cat_grants", force=True)
        samples.make_catalog(w, "cat_grants", "airlines")
        # Somebody without any right, and a group that they are in.
        cls.partner = w.service_principals.create(display_name="partner")
        cls.addClassCleanup(w.service_principals.delete, cls.partner.id)
        cls.group = w.groups.create(display_name="grants-readers", members=[ComplexValue(value=cls.partner.id)])
        cls.addClassCleanup(w.groups.delete, cls.group.id)
        token = w.token_management.create_obo_token(cls.partner.application_id, lifetime_seconds=3600).token_value
        cls.as_partner = WorkspaceClient(host=w.config.host, token=token, auth_type="pat")

    def grant(self, kind: str, name: str, principal: str, *privileges: Privilege) -> None:
        """Grants for the time of one test."""
        change = PermissionsChange(principal=principal, add=list(privileges))
        revoke = PermissionsChange(principal=principal, remove=list(privileges))
        self.w.grants.update(kind, name, changes=[change])
        self.addCleanup(unless_gone, self.w.grants.update, kind, name, changes=[revoke])

    def held(self, kind: str, name: str, principal: str) -> set[Privilege]:
        listed = self.w.grants.get(kind, name).privilege_assignments or []
        return {privilege for one in listed if one.principal == principal for privilege in one.privileges}

    def deleted(self, principal_id: str) -> list[dict]:
        """What a deleted principal was granted on the catalog."""
        # By the path: releases of the client differ in whether `grants.get` knows of deleted principals.
        path = "/api/2.1/unity-catalog/permissions/catalog/cat_grants"
        listed = self.w.api_client.do("GET", path, query={"include_deleted_principals": "true"})
        found = listed.get("privilege_assignments", [])
        return [one for one in found if one.get("principal_id") == int(principal_id)]

    def test_a_grant_is_read_back_at_once_and_revoked(self):
        who = self.partner.application_id
        self.grant("catalog", "cat_grants", who, Privilege.USE_CATALOG, Privilege.BROWSE)
        self.assertEqual(self.held("catalog", "cat_grants", who), {Privilege.USE_CATALOG, Privilege.BROWSE})
        self.w.grants.update(
            "CATALOG", "cat_grants", changes=[PermissionsChange(principal=who, remove=[Privilege.BROWSE])]
        )
        self.assertEqual(self.held("catalog", "cat_grants", who), {Privilege.USE_CATALOG})

    def test_each_way_to_list_grants_agrees(self):
        self.grant("schema", "cat_grants.nyc", "grants-readers", Privilege.SELECT)
        got = self.w.grants.get("schema", "cat_grants.nyc").privilege_assignments
        self.assertEqual(list(self.w.grants.list("schema", "cat_grants.nyc")), got)
        paged = self.w.grants.get("schema", "cat_grants.nyc", max_results=0, principal="grants-readers")
        self.assertEqual([(one.principal, one.privileges) for one in got], [("grants-readers", [Privilege.SELECT])])
        self.assertEqual(paged.privilege_assignments, got)

    def test_effective_grants_tell_where_they_come_from(self):
        self.grant("catalog", "cat_grants", "account users", Privilege.SELECT)
        table = "cat_grants.nyc.airlines"
        self.assertFalse(self.w.grants.get("table", table).privilege_assignments)
        for effective in (
            self.w.grants.get_effective("table", table).privilege_assignments,
            list(self.w.grants.list_effective("table", table)),
        ):
            (one,) = [one for one in effective if one.principal == "account users"]
            (privilege,) = one.privileges
            self.assertEqual(
                (privilege.privilege, privilege.inherited_from_type, privilege.inherited_from_name),
                (Privilege.SELECT, SecurableType.CATALOG, "cat_grants"),
            )

    def test_a_table_is_there_for_whoever_was_granted_all_that_it_takes(self):
        table = "cat_grants.nyc.airlines"
        with self.assertRaises(NotFound):
            self.as_partner.tables.get(table)
        self.assertNotIn("cat_grants", [catalog.name for catalog in self.as_partner.catalogs.list()])
        self.grant("catalog", "cat_grants", "grants-readers", Privilege.USE_CATALOG)
        self.grant("schema", "cat_grants.nyc", self.partner.application_id, Privilege.USE_SCHEMA)
        with self.assertRaises(NotFound):
            self.as_partner.tables.get(table)
        self.grant("table", table, "grants-readers", Privilege.SELECT)
        self.assertEqual(self.as_partner.tables.get(table).full_name, table)
        self.assertEqual([one.name for one in self.as_partner.tables.list("cat_grants", "nyc")], ["airlines"])
        self.assertIn("cat_grants", [catalog.name for catalog in self.as_partner.catalogs.list()])

    def test_what_is_not_granted_is_denied_by_name(self):
        self.grant("catalog", "cat_grants", self.partner.application_id, Privilege.USE_CATALOG)
        with self.assertRaises(PermissionDenied) as caught:
            self.as_partner.schemas.create("mine", "cat_grants")
        self.assertIn("User does not have CREATE SCHEMA on Catalog 'cat_grants'.", str(caught.exception))
        with self.assertRaises(PermissionDenied) as caught:
            self.as_partner.catalogs.create("cat_partner")
        self.assertIn("User does not have CREATE CATALOG on Metastore 'boathouse'.", str(caught.exception))

    def test_a_privilege_on_the_metastore_lets_a_partner_share_for_itself(self):
        metastore = self.w.metastores.summary().metastore_id
        who = self.partner.application_id
        self.grant("metastore", metastore, who, Privilege.CREATE_SHARE, Privilege.CREATE_RECIPIENT)
        for privilege in (Privilege.USE_CATALOG, Privilege.USE_SCHEMA, Privilege.SELECT):
            self.grant("catalog", "cat_grants", who, privilege)
        p = self.as_partner
        p.shares.create("partner_share")
        self.addCleanup(p.shares.delete, "partner_share")
        add = SharedDataObjectUpdate(
            action=Action.ADD,
            data_object=SharedDataObject(
                name="cat_grants.nyc.airlines", data_object_type=SharedDataObjectDataObjectType.TABLE
            ),
        )
        p.shares.update("partner_share", updates=[add])
        p.recipients.create("partner_customer", AuthenticationType.TOKEN)
        self.addCleanup(p.recipients.delete, "partner_customer")
        p.shares.update_permissions(
            "partner_share", changes=[ShareChange(principal="partner_customer", add=["SELECT"])]
        )
        (by_share,) = p.shares.share_permissions("partner_share").privilege_assignments
        (by_securable,) = p.grants.get("share", "partner_share").privilege_assignments
        self.assertEqual(by_share.principal, "partner_customer")
        self.assertEqual(by_securable.principal, "partner_customer")
        # A share shows what its owner may read, for as long as that is so.
        (shared,) = p.shares.get("partner_share", include_shared_data=True).objects
        self.assertEqual(shared.status, SharedDataObjectStatus.ACTIVE)
        change = PermissionsChange(principal=who, remove=[Privilege.SELECT])
        self.w.grants.update("catalog", "cat_grants", changes=[change])
        (shared,) = p.shares.get("partner_share", include_shared_data=True).objects
        self.assertEqual(shared.status, SharedDataObjectStatus.PERMISSION_DENIED)

    def test_what_is_wrong_with_a_change_is_told(self):
        wrong = PermissionsChange(principal="grants-readers", add=[Privilege.CREATE_SCHEMA])
        with self.assertRaises(InvalidParameterValue) as caught:
            self.w.grants.update("table", "cat_grants.nyc.airlines", changes=[wrong])
        self.assertIn("assign CREATE SCHEMA privilege to a table", str(caught.exception))
        both = PermissionsChange(principal="grants-readers", add=[Privilege.SELECT], remove=[Privilege.SELECT])
        with self.assertRaises(BadRequest) as caught:
            self.w.grants.update("catalog", "cat_grants", changes=[both])
        self.assertIn("Duplicate privileges to add and delete for principal grants-readers.", str(caught.exception))
        nobody = PermissionsChange(principal="nobody@example.com", add=[Privilege.SELECT])
        with self.assertRaises(NotFound) as caught:
            self.w.grants.update("catalog", "cat_grants", changes=[nobody])
        self.assertEqual(caught.exception.error_code, "PRINCIPAL_DOES_NOT_EXIST")
        with self.assertRaises(InvalidParameterValue):
            self.w.grants.get("catalog", "cat_grants", max_results=149)
        with self.assertRaises(InvalidParameterValue):
            self.w.grants.get("castle", "cat_grants")

    def test_grants_of_a_deleted_principal_are_seen_and_revoked_by_its_id(self):
        gone = self.w.service_principals.create(display_name="gone")
        change = PermissionsChange(principal=gone.application_id, add=[Privilege.SELECT])
        self.w.grants.update("catalog", "cat_grants", changes=[change])
        self.w.service_principals.delete(gone.id)
        self.assertEqual([(one["principal"], one["privileges"]) for one in self.deleted(gone.id)], [("", ["SELECT"])])
        self.assertFalse(self.held("catalog", "cat_grants", ""))
        change = {"principal_id": int(gone.id), "remove": ["SELECT"]}
        path = "/api/2.1/unity-catalog/permissions/catalog/cat_grants"
        self.w.api_client.do("PATCH", path, body={"changes": [change]})
        self.assertEqual(self.deleted(gone.id), [])

    def test_a_catalog_can_belong_to_a_group(self):
        self.w.catalogs.create("cat_grants_team")
        self.addCleanup(unless_gone, self.w.catalogs.delete, "cat_grants_team", force=True)
        self.w.catalogs.update("cat_grants_team", owner="grants-readers")
        self.as_partner.schemas.create("ours", "cat_grants_team")
        self.as_partner.catalogs.delete("cat_grants_team", force=True)
        with self.assertRaises(NotFound):
            self.w.catalogs.update("main", owner="nobody@example.com")
