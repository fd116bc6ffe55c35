"""The change data feed gives the changes that Spark recorded."""

import spark_tables
from connector import read, rows_of
from rows_case import RowsCase

RECORDED = [name for name in spark_tables.NAMES if spark_tables.changes(name)]


class ChangesTest(RowsCase):
    def check_changes(self, names: list[str], response_format: str) -> None:
        for name in names:
            for (first, last), rows in spark_tables.changes(name).items():
                with self.subTest(table=name, first=first, last=last):
                    frame = read(
                        name,
                        readChangeFeed="true",
                        startingVersion=first,
                        endingVersion=last,
                        responseFormat=response_format,
                    )
                    received = rows_of(frame.drop("_commit_timestamp"))
                    self.assert_same_rows(received, spark_tables.as_texts(rows))

    def test_changes_arrive_in_the_parquet_format(self):
        # With column mapping, there is no such answer.
        self.check_changes([name for name in RECORDED if name != "mapped-changes"], "parquet")

    def test_changes_arrive_in_the_delta_format(self):
        self.check_changes(RECORDED, "delta")

    def test_changes_of_versions_without_a_feed_are_refused(self):
        for name, first in {"change-data-feed-switched": 0, "log-cleaned-up": 5}.items():
            with self.subTest(table=name), self.assertRaisesRegex(Exception, f"version {first}"):
                rows_of(read(name, readChangeFeed="true", startingVersion=first))
