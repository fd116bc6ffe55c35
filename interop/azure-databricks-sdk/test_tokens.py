"""Personal access tokens."""

import time
import unittest

from azure_databricks_sdk_python.exceptions import AuthorizationError, ResourceDoesNotExist
from client import connect

DAY = 86_400_000


class TokensTest(unittest.TestCase):
    def setUp(self):
        self.client = connect()

    def create(self, *args, **options):
        token = self.client.tokens.create(*args, **options)
        self.addCleanup(self.client.tokens.delete, token.token_info.token_id)
        return token

    def test_the_administrators_token_is_listed(self):
        self.assertIn("made at the first start", [token.comment for token in self.client.tokens.list()])

    def test_a_token_lives_90_days_unless_told_otherwise(self):
        token = self.create("ci")
        self.assertRegex(token.token_value, r"^dapi[0-9a-f]{32}$")
        self.assertEqual(token.token_info.comment, "ci")
        self.assertEqual(token.token_info.expiry_time - token.token_info.creation_time, 90 * DAY)

    def test_a_token_without_a_comment_is_read_back(self):
        token = self.create()
        self.assertIn(token.token_info.token_id, [listed.token_id for listed in self.client.tokens.list()])

    def test_a_token_ends_when_it_was_told_to(self):
        token = self.create(comment="short", lifetime_seconds=3600)
        self.assertAlmostEqual(token.token_info.expiry_time / 1000, time.time() + 3600, delta=60)

    def test_a_new_token_signs_in_until_it_is_deleted(self):
        before = len(self.client.tokens.list())
        token = self.client.tokens.create("ci")
        other = connect(token.token_value)
        self.assertEqual(len(other.tokens.list()), before + 1)
        self.assertEqual(self.client.tokens.delete(token.token_info.token_id).token_id, token.token_info.token_id)
        self.assertEqual(len(self.client.tokens.list()), before)
        with self.assertRaises(AuthorizationError):
            other.tokens.list()

    def test_a_token_that_does_not_exist_is_not_deleted(self):
        with self.assertRaises(ResourceDoesNotExist):
            self.client.tokens.delete("0" * 64)

    def test_a_wrong_token_may_nothing(self):
        stranger = connect(f"dapi{'0' * 32}")
        for call in (stranger.tokens.list, stranger.tokens.create, stranger.secrets.scopes.list):
            with self.assertRaises(AuthorizationError):
                call()
