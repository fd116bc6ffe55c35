"""Comparing rows, with a message that a person can read when ten thousand of them differ."""

import collections
import unittest


class RowsCase(unittest.TestCase):
    def assert_same_rows(self, received: list[str], expected: list[str]) -> None:
        """Each row as often as expected, in whatever order."""
        had, wanted = collections.Counter(received), collections.Counter(expected)
        surplus, missing = had - wanted, wanted - had
        if surplus or missing:
            self.fail(f"{describe('too many', surplus)}; {describe('missing', missing)}")

    def assert_all_among(self, rows: list[str], more: list[str]) -> None:
        """Each row is there at least as often."""
        missing = collections.Counter(rows) - collections.Counter(more)
        if missing:
            self.fail(describe("missing", missing))


def describe(what: str, rows: collections.Counter) -> str:
    return f"{rows.total()} rows {what}, such as {next(iter(rows), 'none')}"
