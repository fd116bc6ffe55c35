"""A refusal reaches the user of pandas in the server's own words."""

import json
import re
import unittest

import delta_sharing
import provider
from delta_sharing.protocol import Schema, Share
from requests.exceptions import HTTPError


class RefusalsTest(unittest.TestCase):
    def refusal(self, call, *args, **options) -> tuple[int, str]:
        """Status and text of the client's exception, its line breaks within the message taken out."""
        with self.assertRaises(HTTPError) as caught:
            call(*args, **options)
        text = re.sub(r"""['"]\s*\n\s*['"]""", "", str(caught.exception))
        return caught.exception.response.status_code, text

    def profile_with(self, **changes) -> str:
        with open(provider.sample_share()) as file:
            profile = {**json.load(file), **changes}
        return provider.save_profile(profile)

    def test_a_wrong_token(self):
        profile = self.profile_with(bearerToken="x" * 43)
        for call in (
            delta_sharing.SharingClient(profile).list_shares,
            lambda: delta_sharing.load_as_pandas(f"{profile}#nyc.nyc.airlines"),
        ):
            status, text = self.refusal(call)
            self.assertEqual(status, 401)
            self.assertIn("The recipient token is not valid: it is unknown, was revoked or has expired.", text)

    def test_a_share_that_does_not_exist_and_one_that_is_not_granted_look_alike(self):
        client = delta_sharing.SharingClient(provider.sample_share())
        for share in ("nothing", "secret"):
            for call in (
                (client.list_schemas, Share(share)),
                (client.list_tables, Schema("nyc", share)),
                (delta_sharing.load_as_pandas, f"{provider.sample_share()}#{share}.nyc.airlines"),
            ):
                status, text = self.refusal(*call)
                self.assertEqual(status, 404)
                self.assertIn(f"Share {share!r} does not exist.", text.replace('"', "'"))

    def test_a_table_and_a_schema_that_do_not_exist(self):
        status, text = self.refusal(delta_sharing.load_as_pandas, provider.table_url("ships"))
        self.assertEqual(status, 404)
        self.assertIn("nyc.nyc.ships", text)
        status, text = self.refusal(
            delta_sharing.SharingClient(provider.sample_share()).list_tables, Schema("sea", "nyc")
        )
        self.assertEqual(status, 404)
        self.assertIn("nyc.sea", text)

    def test_a_version_of_a_table_without_history(self):
        status, text = self.refusal(delta_sharing.load_as_pandas, provider.table_url("airlines"), version=0)
        self.assertEqual(status, 400)
        self.assertIn("history sharing is not enabled", text)

    def test_a_version_that_does_not_exist(self):
        status, text = self.refusal(delta_sharing.load_as_pandas, provider.table_url("planes"), version=99)
        self.assertEqual(status, 404)
        self.assertIn("99", text)

    def test_a_version_before_the_first_that_is_shared(self):
        provider.make_share(
            "recent", [{"name": "samples.nyc.planes", "history_data_sharing_status": "ENABLED", "start_version": 2}]
        )
        profile = provider.onboard("recent_reader", "recent")
        status, text = self.refusal(delta_sharing.load_as_pandas, f"{profile}#recent.nyc.planes", version=1)
        self.assertEqual(status, 400)
        self.assertIn("from version 2 on", text)
        self.assertEqual(len(delta_sharing.load_as_pandas(f"{profile}#recent.nyc.planes", version=2)), 3275)

    def test_a_grant_that_was_revoked(self):
        profile = provider.onboard("former_reader", "nyc")
        url = f"{profile}#nyc.nyc.airlines"
        self.assertEqual(len(delta_sharing.load_as_pandas(url)), 16)
        provider.grant("nyc", "former_reader", "remove")
        self.assertEqual(self.refusal(delta_sharing.load_as_pandas, url)[0], 404)
        self.assertEqual(delta_sharing.SharingClient(profile).list_shares(), [])

    def test_a_token_that_was_rotated_out(self):
        old = provider.onboard("rotating_reader", "nyc")
        rotated = provider.call(
            "POST",
            f"{provider.CATALOG_API}/recipients/rotating_reader/rotate-token",
            {"existing_token_expire_in_seconds": 0},
        )
        new = provider.activate(rotated["activation_url"])
        self.assertEqual(self.refusal(delta_sharing.load_as_pandas, f"{old}#nyc.nyc.airlines")[0], 401)
        self.assertEqual(len(delta_sharing.load_as_pandas(f"{new}#nyc.nyc.airlines")), 16)

    def test_times_and_changes_that_cannot_be_given_say_why_at_once(self):
        """Below 500: the client repeats every 5xx for almost two minutes before it shows the message."""
        planes, weather, airlines = map(provider.table_url, ("planes", "weather", "airlines"))
        load, changes = delta_sharing.load_as_pandas, delta_sharing.load_table_changes_as_pandas
        calls = {
            "before the first version": lambda: load(planes, timestamp="2020-01-01T00:00:00Z"),
            "after the newest version": lambda: load(planes, timestamp="2999-01-01T00:00:00Z"),
            "in ISO 8601": lambda: load(planes, timestamp="yesterday"),
            "is after the newest": lambda: delta_sharing.get_table_version(planes, "2999-01-01T00:00:00Z"),
            "history sharing is not enabled": lambda: load(airlines, timestamp="2999-01-01T00:00:00Z"),
            "by version or time": lambda: changes(airlines, starting_version=0),
            "delta.enableChangeDataFeed": lambda: changes(weather, starting_version=0),
            "not there yet": lambda: changes(planes, starting_version=99),
        }
        for words, call in calls.items():
            with self.subTest(words=words):
                status, text = self.refusal(call)
                self.assertEqual(status, 400)
                self.assertIn(words, text)
