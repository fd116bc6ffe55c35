"""What a recipient can ask of a table without reading it."""

import json
import unittest

import delta_sharing
import provider
import written


class MetadataTest(unittest.TestCase):
    def test_the_version_is_the_newest_of_the_log(self):
        for name in provider.NAMES:
            with self.subTest(table=name):
                self.assertEqual(
                    delta_sharing.get_table_version(provider.table_url(name)), written.newest_version(name)
                )

    def test_the_metadata_is_that_of_the_log(self):
        for name in provider.NAMES:
            for use_delta_format in (True, False):
                with self.subTest(table=name, use_delta_format=use_delta_format):
                    metadata = delta_sharing.get_table_metadata(provider.table_url(name), use_delta_format)
                    log, files = written.replay(name, written.newest_version(name))
                    self.assertEqual(
                        (metadata.id, metadata.name, metadata.description), (log["id"], log["name"], log["description"])
                    )
                    self.assertEqual(json.loads(metadata.schema_string), json.loads(log["schemaString"]))
                    self.assertEqual(metadata.partition_columns, log["partitionColumns"])
                    self.assertEqual(metadata.configuration, log["configuration"])
                    self.assertEqual(metadata.format.provider, "parquet")
                    self.assertEqual(metadata.version, written.newest_version(name))
                    self.assertEqual(
                        (metadata.num_files, metadata.size), (len(files), sum(file["size"] for file in files.values()))
                    )

    def test_the_protocol_asks_for_the_first_version_of_readers(self):
        for name in provider.NAMES:
            with self.subTest(table=name):
                self.assertEqual(delta_sharing.get_table_protocol(provider.table_url(name)).min_reader_version, 1)
