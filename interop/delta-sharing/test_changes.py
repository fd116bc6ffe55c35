"""The change data feed of a table, added up, is the table."""

import collections

import delta_sharing
import provider
import written
from rows_case import RowsCase

TAKES_AWAY = {"update_preimage", "delete"}
BESIDE_THE_ROW = ["_change_type", "_commit_version", "_commit_timestamp"]


class ChangesTest(RowsCase):
    def test_all_changes_together_are_the_newest_version(self):
        newest = written.newest_version("planes")
        changes = delta_sharing.load_table_changes_as_pandas(provider.table_url("planes"), 0, newest)
        self.assertLessEqual(set(changes["_commit_version"]), set(range(newest + 1)))
        # How often each row came, less how often it went.
        balance = collections.Counter()
        for change, rows in changes.groupby("_change_type"):
            arrow = written.to_arrow("planes", rows.drop(columns=BESIDE_THE_ROW))
            sign = -1 if change in TAKES_AWAY else 1
            for row in written.rows_of(arrow):
                balance[row] += sign
        stored = collections.Counter(written.rows_of(written.read_written("planes")))
        self.assertEqual({row: count for row, count in balance.items() if count}, dict(stored))
