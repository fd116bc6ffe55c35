"""Personal access tokens."""

import time
import unittest

from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import InvalidParameterValue, PermissionDenied


class TokensTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def create(self, **options):
        token = self.w.tokens.create(**options)
        self.addCleanup(unless_gone, self.w.tokens.delete, token.token_info.token_id)
        return token

    def as_holder_of(self, value: str) -> WorkspaceClient:
        return WorkspaceClient(host=self.w.config.host, token=value)

    def test_a_new_token_works_until_it_is_deleted(self):
        token = self.create(comment="for a pipeline", lifetime_seconds=3600)
        holder = self.as_holder_of(token.token_value)
        self.assertEqual(holder.current_user.me().user_name, "admin@localhost")
        self.w.tokens.delete(token.token_info.token_id)
        with self.assertRaises(PermissionDenied) as caught:
            holder.current_user.me()
        self.assertIn("Invalid access token", str(caught.exception))

    def test_the_value_has_the_known_form_and_is_not_listed(self):
        token = self.create(comment='with "quotes", ümlauts and 🛶')
        self.assertRegex(token.token_value, r"^dapi[0-9a-f]{32}$")
        [listed] = [info for info in self.w.tokens.list() if info.token_id == token.token_info.token_id]
        self.assertEqual(listed.comment, 'with "quotes", ümlauts and 🛶')
        self.assertNotIn(token.token_value, str([info.as_dict() for info in self.w.tokens.list()]))

    def test_lifetimes_are_kept(self):
        info = self.create(lifetime_seconds=60).token_info
        self.assertEqual(info.expiry_time - info.creation_time, 60_000)
        self.assertAlmostEqual(info.creation_time / 1000, time.time(), delta=60)
        self.assertEqual(self.create(lifetime_seconds=-1).token_info.expiry_time, -1)

    def test_a_lifetime_of_zero_is_refused(self):
        with self.assertRaises(InvalidParameterValue) as caught:
            self.w.tokens.create(lifetime_seconds=0)
        self.assertIn("Invalid timeout: 0", str(caught.exception))
