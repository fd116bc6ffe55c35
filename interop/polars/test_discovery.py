"""What is shared is found, and said what it is."""

import json
import unittest

import client
import written
from client import provider


class DiscoveryTest(unittest.TestCase):
    def test_tables_are_found_schema_by_schema_and_all_at_once(self):
        for command in ("tables", "all-tables"):
            with self.subTest(command=command):
                found = client.run(provider.sample_share(), command).splitlines()
                self.assertEqual(sorted(found), [f"nyc.nyc.{name}" for name in provider.NAMES])

    def test_the_version_is_told_by_head(self):
        for name in provider.NAMES:
            with self.subTest(table=name):
                version = client.run(provider.sample_share(), "version", f"nyc.nyc.{name}")
                self.assertEqual(int(version), written.newest_version(name))

    def test_the_schema_is_that_of_the_log(self):
        for name in provider.NAMES:
            with self.subTest(table=name):
                schema = json.loads(client.run(provider.sample_share(), "schema", f"nyc.nyc.{name}"))
                metadata, _ = written.replay(name, written.newest_version(name))
                self.assertEqual(schema["fields"], json.loads(metadata["schemaString"])["fields"])

    def test_a_table_that_is_not_shared_is_not_there(self):
        with self.assertRaisesRegex(client.ClientError, "TABLE_DOES_NOT_EXIST|RESOURCE_DOES_NOT_EXIST"):
            client.run(provider.sample_share(), "schema", "nyc.nyc.nothing")
