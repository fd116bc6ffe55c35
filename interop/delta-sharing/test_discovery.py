"""What a recipient finds."""

import json
import unittest

import delta_sharing
import provider
from delta_sharing.protocol import Schema, Share, Table


class DiscoveryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = delta_sharing.SharingClient(provider.sample_share())

    def test_only_granted_shares_are_listed(self):
        self.assertEqual(self.client.list_shares(), [Share("nyc")])

    def test_schemas_and_tables_of_a_share_are_listed(self):
        self.assertEqual(self.client.list_schemas(Share("nyc")), [Schema("nyc", "nyc")])
        tables = self.client.list_tables(Schema("nyc", "nyc"))
        self.assertEqual(tables, [Table(name, "nyc", "nyc") for name in provider.NAMES])

    def test_all_tables_are_listed_at_once(self):
        self.assertEqual(self.client.list_all_tables(), [Table(name, "nyc", "nyc") for name in provider.NAMES])

    def test_names_are_found_in_any_case(self):
        self.assertEqual(len(self.client.list_tables(Schema("NYC", "Nyc"))), len(provider.NAMES))
        frame = delta_sharing.load_as_pandas(f"{provider.sample_share()}#NYC.Nyc.AIRLINES")
        self.assertEqual(len(frame), 16)

    def test_aliases_are_what_recipients_see(self):
        provider.make_share("aliased", [{"name": "samples.nyc.airlines", "shared_as": "carriers.by_code"}])
        profile = provider.onboard("alias_reader", "aliased")
        client = delta_sharing.SharingClient(profile)
        self.assertEqual(client.list_all_tables(), [Table("by_code", "aliased", "carriers")])
        self.assertEqual(len(delta_sharing.load_as_pandas(f"{profile}#aliased.carriers.by_code")), 16)

    def test_a_whole_schema_is_found_and_read_table_by_table(self):
        provider.make_share("whole", [{"name": "samples.nyc", "data_object_type": "SCHEMA"}])
        profile = provider.onboard("schema_reader", "whole")
        client = delta_sharing.SharingClient(profile)
        self.assertEqual(client.list_schemas(Share("whole")), [Schema("nyc", "whole")])
        self.assertEqual(client.list_all_tables(), [Table(name, "whole", "nyc") for name in provider.NAMES])
        self.assertEqual(len(delta_sharing.load_as_pandas(f"{profile}#whole.nyc.airlines")), 16)
        self.assertEqual(len(delta_sharing.load_as_pandas(f"{profile}#whole.nyc.planes", version=0, limit=5)), 5)

    def test_the_path_in_profiles_of_databricks_and_a_slash_at_the_end_lead_to_the_same(self):
        with open(provider.sample_share()) as file:
            profile = json.load(file)
        metastore = provider.call("GET", f"{provider.CATALOG_API}/metastore_summary")["metastore_id"]
        host = profile["endpoint"].removesuffix("/delta-sharing")
        for endpoint in (f"{host}/api/2.0/delta-sharing/metastores/{metastore}", f"{host}/delta-sharing/"):
            with self.subTest(endpoint=endpoint):
                file = provider.save_profile({**profile, "endpoint": endpoint})
                self.assertEqual(len(delta_sharing.SharingClient(file).list_all_tables()), len(provider.NAMES))
                self.assertEqual(len(delta_sharing.load_as_pandas(f"{file}#nyc.nyc.airlines")), 16)

    def test_lists_longer_than_a_page_arrive_whole(self):
        names = [f"many_{number:03}" for number in range(505)]
        profile = provider.onboard("many_reader")
        for name in names:
            provider.call("POST", f"{provider.CATALOG_API}/shares", {"name": name})
            provider.grant(name, "many_reader")
        shares = delta_sharing.SharingClient(profile).list_shares()
        self.assertEqual([share.name for share in shares], names)
