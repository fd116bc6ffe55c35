"""Scripts learn from the exit code what went wrong, people from standard error, and nobody from standard output."""

import json
import pathlib
import unittest

import boathouse
import shared
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import NotFound

NOWHERE = {"DATABRICKS_CONFIG_FILE": "/nowhere/databrickscfg"}


class ExitCodesTest(unittest.TestCase):
    def check(self, code: int, message: str, *words: str, **options) -> None:
        with self.subTest(words=words):
            ended = boathouse.run(*words, **options)
            self.assertEqual((ended.code, ended.out), (code, ""), ended.err)
            self.assertIn(message, ended.err)
            self.assertTrue(ended.err.startswith("Error: "), ended.err)
            self.assertNotIn("    at ", ended.err)

    def test_1_for_what_the_workspace_refuses_in_the_words_of_the_client(self):
        with self.assertRaises(NotFound) as caught:
            WorkspaceClient().shares.get("nothing")
        self.check(1, str(caught.exception), "shares", "get", "nothing")
        self.check(1, "CATALOG_ALREADY_EXISTS", "catalogs", "create", "main")
        self.check(1, "ENDPOINT_NOT_FOUND", "api", "get", "/api/2.0/nothing")

    def test_1_for_a_command_that_is_not_right(self):
        self.check(1, "Missing: NAME", "shares", "get")
        self.check(1, "unknown command 'shars'", "shars", "list")
        self.check(1, "unknown option '--nonsense'", "shares", "list", "--nonsense")
        self.check(1, "is not JSON", "shares", "create", "s", "--json", "{")
        self.check(1, "cannot be read", "shares", "create", "s", "--json", "@/nowhere/share.json")
        self.check(1, "must be a whole number", "shares", "list", "--max-results", "many")

    def test_4_for_a_login_that_does_not_work(self):
        wrong = {"DATABRICKS_HOST": WorkspaceClient().config.host, "DATABRICKS_TOKEN": "dapi" + "0" * 32}
        self.check(4, "Invalid access token", "shares", "list", env=wrong)
        self.check(4, "`boathouse configure` makes a profile", "shares", "list", env=NOWHERE)
        self.check(4, "nobody", "shares", "list", "-p", "nobody")

    def test_recipients_are_told_the_same_way(self):
        profile = pathlib.Path(shared.profile())
        wrong = shared.scratch("wrong.share")
        wrong.write_text(json.dumps({**json.loads(profile.read_text()), "bearerToken": "x" * 43}))
        to = shared.scratch("rows.csv")
        for table, code, message in [
            (f"{profile}#readings.all.nothing", 1, "nothing"),
            (f"{profile}#nothing.all.airlines", 1, "Share 'nothing' does not exist."),
            ("/nowhere/config.share#a.b.c", 1, "/nowhere/config.share"),
            (f"{wrong}#readings.all.airlines", 4, "The recipient token is not valid"),
        ]:
            self.check(code, message, "recipient", "read", table, "--to", str(to))
        self.assertEqual(list(to.parent.iterdir()), [])
