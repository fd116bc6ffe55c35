"""Tables over Delta logs that are there already."""

import json
import unittest

import samples
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, InvalidParameterValue, NotFound, ResourceConflict
from databricks.sdk.service.catalog import ColumnTypeName, DataSourceFormat, TableType


class TablesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.w = WorkspaceClient()
        cls.addClassCleanup(cls.w.catalogs.delete, "cat_tables", force=True)
        samples.make_catalog(cls.w, "cat_tables", *samples.NAMES)

    def test_every_sample_table_is_registered_with_the_columns_of_its_log(self):
        for name in samples.NAMES:
            with self.subTest(table=name):
                table = self.w.tables.get(f"cat_tables.nyc.{name}")
                log = samples.newest_metadata(name)
                fields = json.loads(log["schemaString"])["fields"]
                self.assertEqual([column.name for column in table.columns], [field["name"] for field in fields])
                self.assertEqual([column.position for column in table.columns], list(range(len(fields))))
                self.assertEqual(
                    [json.loads(column.type_json)["type"] for column in table.columns],
                    [field["type"] for field in fields],
                )
                partitions = sorted(
                    (column for column in table.columns if column.partition_index is not None),
                    key=lambda column: column.partition_index,
                )
                self.assertEqual([column.name for column in partitions], log["partitionColumns"])
                self.assertEqual(table.comment, log["description"])

    def test_types_are_those_that_the_client_knows(self):
        types = {column.name: column for column in self.w.tables.get("cat_tables.nyc.stations").columns}
        self.assertEqual(types["extremes"].type_name, ColumnTypeName.STRUCT)
        self.assertEqual(types["hours_by_visibility"].type_name, ColumnTypeName.MAP)
        self.assertEqual(types["hours_by_visibility"].type_text, "map<string,bigint>")
        self.assertEqual(types["monthly_rain"].type_text, "array<double>")
        self.assertEqual(types["digest"].type_name, ColumnTypeName.BINARY)
        rain = types["total_rain"]
        self.assertEqual((rain.type_name, rain.type_precision, rain.type_scale), (ColumnTypeName.DECIMAL, 20, 2))

    def test_a_table_says_what_it_is_and_where(self):
        table = self.w.tables.get("cat_tables.nyc.planes")
        self.assertEqual((table.full_name, table.name), ("cat_tables.nyc.planes", "planes"))
        self.assertEqual((table.table_type, table.data_source_format), (TableType.EXTERNAL, DataSourceFormat.DELTA))
        self.assertEqual(table.storage_location, samples.location("planes"))
        self.assertEqual(table.properties["delta.enableChangeDataFeed"], "true")
        self.assertEqual(table.owner, "admin@localhost")

    def test_tables_are_listed_with_and_without_their_columns(self):
        listed = list(self.w.tables.list("cat_tables", "nyc"))
        self.assertEqual([table.name for table in listed], samples.NAMES)
        self.assertTrue(all(table.columns for table in listed))
        self.assertTrue(all(not table.columns for table in self.w.tables.list("cat_tables", "nyc", omit_columns=True)))

    def test_existence_is_told(self):
        self.assertTrue(self.w.tables.exists("cat_tables.nyc.planes").table_exists)
        self.assertFalse(self.w.tables.exists("cat_tables.nyc.ships").table_exists)

    def test_a_table_that_is_not_there_is_not_found(self):
        with self.assertRaises(NotFound) as caught:
            self.w.tables.get("cat_tables.nyc.ships")
        self.assertEqual(caught.exception.error_code, "TABLE_DOES_NOT_EXIST")

    def test_a_location_belongs_to_one_table(self):
        with self.assertRaises(BadRequest) as caught:
            self.register("twins", samples.location("planes"))
        self.assertEqual(caught.exception.error_code, "INVALID_PARAMETER_VALUE.LOCATION_OVERLAP")

    def test_a_folder_without_a_log_is_refused(self):
        with self.assertRaises(InvalidParameterValue) as caught:
            self.register("nothing", samples.location("expected"))
        self.assertIn("There is no Delta table at", str(caught.exception))

    def test_a_folder_outside_the_local_roots_is_refused(self):
        for place in ("file:///etc", f"{samples.location('planes')}/../../../packages"):
            with self.subTest(place=place), self.assertRaises(InvalidParameterValue):
                self.register("outside", place)

    def test_a_name_is_taken_once(self):
        self.w.tables.delete("cat_tables.nyc.airlines")
        self.addCleanup(samples.register, self.w, "cat_tables", "nyc", "airlines")
        with self.assertRaises(ResourceConflict) as caught:
            self.register("planes", samples.location("airlines"))
        self.assertEqual(caught.exception.error_code, "TABLE_ALREADY_EXISTS")

    def register(self, name: str, location: str):
        return self.w.tables.create(name, "cat_tables", "nyc", TableType.EXTERNAL, DataSourceFormat.DELTA, location)
