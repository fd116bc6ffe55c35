"""What the command line makes, the official client reads back, and the other way round."""

import json
import unittest

import boathouse
import delta_tables
import shared
from databricks.sdk import WorkspaceClient


class CreatedByTheCommandLineTest(unittest.TestCase):
    """A catalog `made_here` with a table, a share of it and a recipient, none of them made by the client."""

    @classmethod
    def setUpClass(cls):
        cls.w = WorkspaceClient()
        cls.addClassCleanup(cls.w.catalogs.delete, "made_here", force=True)
        cls.catalog = boathouse.answer("catalogs", "create", "made_here", "--comment", "füllt sich 🛶")
        cls.schema = boathouse.answer("schemas", "create", "nyc", "made_here")
        location = cls.make_table()
        cls.table = boathouse.answer(
            "tables", "create", "airlines", "made_here", "nyc", "EXTERNAL", "DELTA", location.as_uri()
        )
        boathouse.answer("shares", "create", "made_here", "--json", '{"comment": "two\\nlines"}')
        cls.addClassCleanup(cls.w.shares.delete, "made_here")
        cls.share = boathouse.answer("shares", "update", "made_here", "--json", f"@{cls.updates()}")
        properties = json.dumps({"properties_kvpairs": {"properties": {"tier": "gold"}}})
        cls.recipient = boathouse.answer("recipients", "create", "made_here", "TOKEN", "--json", "@-", stdin=properties)
        cls.addClassCleanup(cls.w.recipients.delete, "made_here")

    @staticmethod
    def make_table():
        """A location belongs to one table only, so that the sample tables cannot be used twice."""
        delta_tables.write_table("made_here", delta_tables.partitions())
        return delta_tables.folder_of("made_here")

    @staticmethod
    def updates() -> str:
        file = shared.scratch("updates.json")
        table = {"name": "made_here.nyc.airlines", "data_object_type": "TABLE", "shared_as": "nyc.carriers"}
        file.write_text(json.dumps({"updates": [{"action": "ADD", "data_object": table}]}))
        return str(file)

    def assert_same(self, made: dict, read) -> None:
        """Whatever the client knows is as it was answered; it leaves out fields that it does not know."""
        known = read.as_dict()
        self.assertTrue(known)
        self.assertEqual({field: made.get(field) for field in known}, known)

    def test_the_client_reads_it_back_equal(self):
        self.assert_same(self.catalog, self.w.catalogs.get("made_here"))
        self.assert_same(self.schema, self.w.schemas.get("made_here.nyc"))
        self.assert_same(self.table, self.w.tables.get("made_here.nyc.airlines"))
        self.assert_same(self.share, self.w.shares.get("made_here", include_shared_data=True))
        self.assert_same(self.recipient, self.w.recipients.get("made_here"))

    def test_what_was_said_arrived(self):
        share = self.w.shares.get("made_here", include_shared_data=True)
        self.assertEqual((share.comment, share.objects[0].shared_as), ("two\nlines", "nyc.carriers"))
        self.assertEqual(self.w.catalogs.get("made_here").comment, "füllt sich 🛶")
        self.assertEqual(self.w.recipients.get("made_here").properties_kvpairs.properties["tier"], "gold")

    def test_a_recipient_that_is_granted_and_activated_here_reads_the_table(self):
        recipient = boathouse.answer("recipients", "create", "activated_here", "TOKEN")
        self.addCleanup(self.w.recipients.delete, "activated_here")
        changes = json.dumps({"changes": [{"principal": "activated_here", "add": ["SELECT"]}]})
        granted = boathouse.answer("shares", "update-permissions", "made_here", "--json", changes)
        self.assert_same(granted, self.w.shares.share_permissions("made_here"))
        self.assertEqual(granted["privilege_assignments"], [{"principal": "activated_here", "privileges": ["SELECT"]}])
        credential = boathouse.answer("recipient-activation", "retrieve-token", recipient["activation_url"])
        profile = shared.scratch("config.share")
        profile.write_text(json.dumps(credential))
        self.assertEqual(boathouse.text("recipient", "list-tables", str(profile)), "made_here\tnyc\tcarriers\n")
        rows = boathouse.answer("recipient", "read", f"{profile}#made_here.nyc.carriers", "--columns", "value")
        self.assertEqual(sorted(row["value"] for row in rows), list(range(6)))

    def test_the_client_signs_in_with_a_token_that_was_made_here(self):
        made = boathouse.answer("tokens", "create", "--comment", "for a pipeline", "--lifetime-seconds", "3600")
        holder = WorkspaceClient(host=self.w.config.host, token=made["token_value"])
        self.assertEqual(holder.current_user.me().user_name, "admin@localhost")
        # What the token was used for has come in meanwhile.
        listed = [{field: token.as_dict().get(field) for field in made["token_info"]} for token in self.w.tokens.list()]
        self.assertIn(made["token_info"], listed)
        self.assertEqual(boathouse.text("tokens", "delete", made["token_info"]["token_id"]), "")
        self.assertNotIn(made["token_info"]["token_id"], [token.token_id for token in self.w.tokens.list()])


# What a token is used for shows in it, and each of these calls is a use.
CHANGED_BY_USE = {"inferred_scopes", "last_accessed_time"}


class CreatedByTheClientTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.w = WorkspaceClient()
        for number in range(5):
            cls.w.shares.create(f"listed_{number}", comment="two\nlines, a\ttab and 🛶")
            cls.addClassCleanup(cls.w.shares.delete, f"listed_{number}")

    def test_lists_are_those_of_the_client(self):
        """As JSON every field that the client knows, as text a line for each, which begins with what names it."""
        lists = {
            ("shares", "list"): (self.w.shares.list_shares(), "name"),
            ("catalogs", "list"): (self.w.catalogs.list(), "name"),
            ("schemas", "list", "main"): (self.w.schemas.list("main"), "full_name"),
            ("tokens", "list"): (self.w.tokens.list(), "token_id"),
            ("recipients", "list"): (self.w.recipients.list(), "name"),
        }
        for words, (items, key) in lists.items():
            with self.subTest(words=words):
                read = [item.as_dict() for item in items]
                listed = boathouse.answer(*words)
                self.assertEqual(len(listed), len(read))
                for item, other in zip(listed, read, strict=True):
                    same = other.keys() - CHANGED_BY_USE
                    self.assertEqual({field: item.get(field) for field in same}, {field: other[field] for field in same})
                lines = boathouse.text(*words).splitlines()
                self.assertEqual([line.split("\t")[0] for line in lines], [item[key] for item in read])

    def test_pages_are_followed_to_the_end_or_to_the_limit(self):
        names = [share.name for share in self.w.shares.list_shares()]
        paged = boathouse.answer("shares", "list", "--max-results", "2")
        self.assertEqual([share["name"] for share in paged], names)
        self.assertEqual(len(boathouse.text("shares", "list", "--limit", "3").splitlines()), 3)

    def test_any_call_can_be_made_by_its_path(self):
        answered = boathouse.answer("api", "get", "/api/2.1/unity-catalog/shares/listed_0")
        self.assertEqual(answered, self.w.api_client.do("GET", "/api/2.1/unity-catalog/shares/listed_0"))
