"""Every row that was written arrives, and no other."""

import pyarrow.compute as pc
import written
from client import provider, read
from rows_case import RowsCase

# Polars, in the version of this client, reads no maps, and no files whose columns differ as one frame.
UNREADABLE = {"stations", "planes"}


def written_rows(name: str, version: int) -> list[str]:
    """What the data files of a version hold: the client adds no partition values."""
    metadata, _ = written.replay(name, version)
    rows = written.read_written(name, version)
    return written.rows_of(rows.drop_columns(metadata["partitionColumns"]))


class RowsTest(RowsCase):
    def check(self, name: str, number: int, **request) -> None:
        received = read(provider.sample_share(), f"nyc.nyc.{name}", **request)
        self.assert_same_rows(written.rows_of(received), written_rows(name, number))

    def test_every_table_arrives_whole(self):
        for name in set(provider.NAMES) - UNREADABLE:
            with self.subTest(table=name):
                self.check(name, written.newest_version(name))

    def test_versions_of_a_table_with_history_arrive_whole(self):
        # Of planes the one before there were more columns; of the months of weather the first, and those around the checkpoint.
        for name, versions in {"planes": [0], "weather": [0, 8, 9, 10, 11]}.items():
            for version in versions:
                with self.subTest(table=name, version=version):
                    self.check(name, version, version=version)

    def test_a_limit_leaves_out_files_and_no_row_that_is_needed(self):
        everything = written_rows("flights", 0)
        for limit in (1, 5_000, 1_000_000):
            with self.subTest(limit=limit):
                received = written.rows_of(read(provider.sample_share(), "nyc.nyc.flights", limit=limit))
                self.assertGreaterEqual(len(received), min(limit, len(everything)))
                self.assert_all_among(received, everything)

    def test_a_predicate_leaves_out_partitions(self):
        everything = written.read_written("flights")
        wanted = written.rows_of(everything.filter(pc.field("month") == 1).drop_columns(["month"]))
        received = read(provider.sample_share(), "nyc.nyc.flights", hints=["month = 1"])
        self.assert_same_rows(written.rows_of(received), wanted)
