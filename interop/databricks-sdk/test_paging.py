"""Lists in small pages: the client follows the tokens by itself."""

import unittest

import samples
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import InvalidParameterValue
from databricks.sdk.service.sharing import AuthenticationType

NAMES = [f"page_{number}" for number in range(7)]


class PagingTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def ours(self, items):
        return [item.name for item in items if item.name.startswith("page_")]

    def pages(self, path: str, field: str, **query):
        """The sizes of the pages that the same list has on the wire."""
        sizes, token = [], None
        while token is None or token != "":
            answer = self.w.api_client.do("GET", path, query={**query, **({"page_token": token} if token else {})})
            sizes.append(len(answer.get(field, [])))
            token = answer.get("next_page_token", "")
        return sizes

    def check_pages(self, path: str, field: str, count: int):
        sizes = self.pages(path, field, max_results=3)
        self.assertEqual(sum(sizes), count)
        self.assertEqual(sizes, [3] * (count // 3) + ([count % 3] if count % 3 else []))

    def test_shares(self):
        for name in NAMES:
            self.w.shares.create(name)
            self.addCleanup(self.w.shares.delete, name)
        for size in (None, 0, 1, 3, 1000):
            with self.subTest(max_results=size):
                self.assertEqual(self.ours(self.w.shares.list_shares(max_results=size)), NAMES)
        self.check_pages("/api/2.1/unity-catalog/shares", "shares", len(list(self.w.shares.list_shares())))

    def test_recipients(self):
        for name in NAMES:
            self.w.recipients.create(name, AuthenticationType.TOKEN)
            self.addCleanup(self.w.recipients.delete, name)
        for size in (None, 0, 1, 3, 1000):
            with self.subTest(max_results=size):
                self.assertEqual(self.ours(self.w.recipients.list(max_results=size)), NAMES)
        self.check_pages("/api/2.1/unity-catalog/recipients", "recipients", len(list(self.w.recipients.list())))

    def test_catalogs_and_schemas(self):
        for name in NAMES:
            self.w.catalogs.create(name)
            self.addCleanup(self.w.catalogs.delete, name, force=True)
            self.w.schemas.create(name, "page_0")
        self.assertEqual(self.ours(self.w.catalogs.list(max_results=2)), NAMES)
        self.assertEqual(self.ours(self.w.schemas.list("page_0", max_results=2)), NAMES)
        self.check_pages("/api/2.1/unity-catalog/catalogs", "catalogs", len(list(self.w.catalogs.list())))

    def test_tables(self):
        self.addCleanup(self.w.catalogs.delete, "page_tables", force=True)
        samples.make_catalog(self.w, "page_tables", *samples.NAMES)
        listed = self.w.tables.list("page_tables", "nyc", max_results=1)
        self.assertEqual([table.name for table in listed], samples.NAMES)

    def test_a_token_of_another_list_is_refused(self):
        for name in NAMES[:2]:
            self.w.shares.create(name)
            self.addCleanup(self.w.shares.delete, name)
        token = self.w.api_client.do("GET", "/api/2.1/unity-catalog/shares", query={"max_results": 1})[
            "next_page_token"
        ]
        for wrong in (token, f"{token}x", "garbage"):
            with self.subTest(token=wrong), self.assertRaises(InvalidParameterValue):
                list(self.w.recipients.list(page_token=wrong))
