"""Every row that was written arrives, and no other."""

import delta_sharing
import provider
import written
from rows_case import RowsCase


class RowsTest(RowsCase):
    def check(self, name: str, frame, version: int):
        rows = written.to_arrow(name, frame, version)
        # As the writer described them when it wrote them ...
        self.check_description(written.describe(rows), written.expected(name)[version])
        # ... and one by one, as a reader sees them that knows nothing of the server.
        self.assert_same_rows(written.rows_of(rows), written.rows_of(written.read_written(name, version)))

    def check_description(self, received: dict, expected: dict):
        self.assertEqual((received["rows"], received["checksum"]), (expected["rows"], expected["checksum"]))
        self.assertEqual(list(received["columns"]), list(expected["columns"]))
        for name, facts in expected["columns"].items():
            with self.subTest(column=name):
                # describe adds without rounding on the way, so that sums do not depend on the order of the files.
                self.assertEqual(received["columns"][name], facts)
        self.assert_same_rows(*(list(map(repr, description.get("values", []))) for description in (received, expected)))

    def test_every_table_arrives_whole(self):
        for name in provider.NAMES:
            with self.subTest(table=name):
                self.check(name, delta_sharing.load_as_pandas(provider.table_url(name)), written.newest_version(name))

    def test_batches_give_the_same_rows(self):
        for name in ("flights", "rare_routes"):
            with self.subTest(table=name):
                self.check(name, delta_sharing.load_as_pandas(provider.table_url(name), convert_in_batches=True), 0)

    def test_versions_of_a_table_with_history_arrive_whole(self):
        # Of the months of weather: the first, and those around the checkpoint.
        for name, versions in {"planes": [0, 1, 2, 3], "weather": [0, 8, 9, 10, 11]}.items():
            for version in versions:
                with self.subTest(table=name, version=version):
                    self.check(name, delta_sharing.load_as_pandas(provider.table_url(name), version=version), version)

    def test_a_limit_gives_so_many_rows_of_the_table(self):
        stored = written.rows_of(written.read_written("flights"))
        for limit in (0, 1, 10, 5_000, 1_000_000):
            with self.subTest(limit=limit):
                frame = delta_sharing.load_as_pandas(provider.table_url("flights"), limit=limit)
                self.assertEqual(len(frame), min(limit, written.expected("flights")[0]["rows"]))
                self.assert_all_among(written.rows_of(written.to_arrow("flights", frame)), stored)
