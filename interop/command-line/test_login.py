"""One configuration file signs in both: the command line and the official client."""

import stat
import unittest

import boathouse
import shared
from databricks.sdk import WorkspaceClient


class LoginTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.w = WorkspaceClient()
        cls.token = cls.w.tokens.create(comment="for configure").token_value
        cls.file = shared.scratch("databrickscfg")
        # The client asks the host about itself when it reads a profile: one that does not exist costs it minutes.
        cls.before = f"# Kept as it is.\n[other]\nhost = {cls.w.config.host}\ntoken = dapi0\n"
        cls.file.write_text(cls.before)
        cls.configured = cls.configure(cls.token)

    @classmethod
    def configure(cls, token: str) -> boathouse.Ended:
        words = ["configure", "--host", cls.w.config.host, "-p", "laptop"]
        return boathouse.run(*words, stdin=f"{token}\n", env={"DATABRICKS_CONFIG_FILE": str(cls.file)})

    def test_the_client_signs_in_with_the_profile_that_configure_keeps(self):
        self.assertEqual((self.configured.code, self.configured.out), (0, ""))
        self.assertIn("signed in as admin@localhost", self.configured.err)
        client = WorkspaceClient(config_file=str(self.file), profile="laptop")
        self.assertEqual(client.current_user.me().user_name, "admin@localhost")
        self.assertEqual(client.config.token, self.token)

    def test_the_file_is_its_owners_alone_and_keeps_what_was_in_it(self):
        self.assertTrue(self.file.read_text().startswith(self.before))
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        self.assertEqual([path.name for path in self.file.parent.iterdir()], ["databrickscfg"])
        self.assertEqual(WorkspaceClient(config_file=str(self.file), profile="other").config.token, "dapi0")

    def test_a_token_that_does_not_work_changes_nothing(self):
        before = self.file.read_text()
        refused = self.configure("dapi" + "0" * 32)
        self.assertEqual((refused.code, refused.out), (4, ""))
        self.assertEqual(self.file.read_text(), before)

    def test_the_file_that_the_workspace_made_serves_both(self):
        me = boathouse.answer("current-user", "me")
        read = self.w.current_user.me().as_dict()
        self.assertEqual({field: me[field] for field in read}, read)

    def test_profiles_are_named_as_for_the_client(self):
        file = {"DATABRICKS_CONFIG_FILE": str(self.file)}
        for words, env in [(["-p", "laptop"], {}), ([], {"DATABRICKS_CONFIG_PROFILE": "laptop"})]:
            with self.subTest(words=words, env=env):
                described = boathouse.run("auth", "describe", *words, env={**file, **env})
                self.assertEqual(described.code, 0, described.err)
                self.assertIn(f"host\t{self.w.config.host}\n", described.out)
                self.assertNotIn(self.token, described.out)
