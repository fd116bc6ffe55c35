"""Catalogs and schemas."""

import unittest

from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, NotFound, ResourceConflict


class CatalogsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        self.w.catalogs.create("cat_books", comment="all books", properties={"team": "data"})
        self.addCleanup(unless_gone, self.w.catalogs.delete, "cat_books", force=True)

    def test_a_catalog_is_read_back_in_any_case(self):
        catalog = self.w.catalogs.get("CAT_Books")
        self.assertEqual(
            (catalog.name, catalog.comment, catalog.properties), ("cat_books", "all books", {"team": "data"})
        )
        self.assertEqual(catalog.owner, "admin@localhost")
        self.assertEqual(catalog.metastore_id, self.w.metastores.summary().metastore_id)

    def test_catalogs_are_listed(self):
        names = [catalog.name for catalog in self.w.catalogs.list()]
        self.assertIn("main", names)
        self.assertIn("cat_books", names)

    def test_a_catalog_is_renamed_and_commented(self):
        renamed = self.w.catalogs.update("cat_books", new_name="cat_libraries", comment="")
        self.addCleanup(unless_gone, self.w.catalogs.delete, "cat_libraries", force=True)
        self.assertEqual((renamed.name, renamed.comment), ("cat_libraries", ""))
        with self.assertRaises(NotFound):
            self.w.catalogs.get("cat_books")

    def test_a_name_is_taken_once(self):
        with self.assertRaises(ResourceConflict) as caught:
            self.w.catalogs.create("Cat_Books")
        self.assertEqual(caught.exception.error_code, "CATALOG_ALREADY_EXISTS")

    def test_a_catalog_with_schemas_goes_only_by_force(self):
        self.w.schemas.create("novels", "cat_books")
        with self.assertRaises(BadRequest) as caught:
            self.w.catalogs.delete("cat_books")
        self.assertEqual(caught.exception.error_code, "CATALOG_NOT_EMPTY")
        self.w.catalogs.delete("cat_books", force=True)
        with self.assertRaises(NotFound):
            self.w.catalogs.get("cat_books")


class SchemasTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        self.w.catalogs.create("cat_schemas")
        self.addCleanup(self.w.catalogs.delete, "cat_schemas", force=True)

    def test_a_schema_is_made_read_listed_changed_and_deleted(self):
        made = self.w.schemas.create("novels", "cat_schemas", comment="long", properties={"shelf": "3"})
        self.assertEqual((made.full_name, made.catalog_name), ("cat_schemas.novels", "cat_schemas"))
        self.assertEqual(self.w.schemas.get("cat_schemas.novels").properties, {"shelf": "3"})
        self.assertEqual([schema.name for schema in self.w.schemas.list("cat_schemas")], ["default", "novels"])
        self.assertEqual(self.w.schemas.update("cat_schemas.novels", comment="short").comment, "short")
        self.w.schemas.delete("cat_schemas.novels")
        with self.assertRaises(NotFound) as caught:
            self.w.schemas.get("cat_schemas.novels")
        self.assertEqual(caught.exception.error_code, "SCHEMA_DOES_NOT_EXIST")
