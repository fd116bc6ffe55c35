"""Names that need escaping on their way into a URL."""

import unittest
from urllib.parse import quote

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import InvalidParameterValue
from databricks.sdk.service.sharing import AuthenticationType, PermissionsChange

# The client puts these into the path as they are, and requests escapes what must be.
ESCAPED_BY_THE_CLIENT = [
    "ümläut_şhãre",
    "日本語",
    "🛶",
    "dash-tilde~",
    "plus+sign",
    "amp&ersand=1",
    "quote'double\"",
    "semi;colon,comma",
    "at@colon:dollar$",
    "(paren)[bracket]{brace}",
    "back\\slash",
    "pipe|caret^tick`",
    "star*bang!",
    "less<more>",
    "x" * 255,
]

# These end the path or begin an escape, and the client escapes none of them: its caller must.
ESCAPED_BY_THE_CALLER = ["hash#tag", "question?mark", "per%cent", "per%41cent"]

FORBIDDEN = ["with space", "with.dot", "with/slash", "tab\tulator", "new\nline", "x" * 256]


class NamesTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def check(self, name: str, in_path: str):
        w = self.w
        w.shares.create(name)
        w.recipients.create(name, AuthenticationType.TOKEN)
        self.assertEqual(w.shares.get(in_path).name, name)
        self.assertEqual(w.recipients.get(in_path).name, name)
        w.shares.update(in_path, comment=name)
        w.recipients.rotate_token(in_path, 0)
        w.shares.update_permissions(in_path, changes=[PermissionsChange(principal=name, add=["SELECT"])])
        self.assertEqual([item.principal for item in w.shares.share_permissions(in_path).privilege_assignments], [name])
        self.assertEqual([item.share_name for item in w.recipients.share_permissions(in_path).permissions_out], [name])
        self.assertIn(name, [share.name for share in w.shares.list_shares()])
        w.shares.delete(in_path)
        w.recipients.delete(in_path)
        self.assertNotIn(name, [recipient.name for recipient in w.recipients.list()])

    def test_the_client_escapes_most_characters(self):
        for name in ESCAPED_BY_THE_CLIENT:
            with self.subTest(name=name[:30]):
                self.check(name, name)

    def test_callers_escape_what_ends_a_path(self):
        for name in ESCAPED_BY_THE_CALLER:
            with self.subTest(name=name):
                self.check(name, quote(name, safe=""))

    def test_a_name_may_be_escaped_whole(self):
        for name in ESCAPED_BY_THE_CLIENT:
            with self.subTest(name=name[:30]):
                self.check(name, quote(name, safe=""))

    def test_forbidden_characters_are_refused_when_something_is_made(self):
        for name in FORBIDDEN:
            with self.subTest(name=name[:30]), self.assertRaises(InvalidParameterValue):
                self.w.shares.create(name)
            with self.subTest(name=name[:30]), self.assertRaises(InvalidParameterValue):
                self.w.recipients.create(name, AuthenticationType.TOKEN)
