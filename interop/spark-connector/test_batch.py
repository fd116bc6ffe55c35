"""Versions, times, limits and predicates give the rows that Spark wrote, in the formats that they can be had in."""

import datetime
import time

import spark_tables
from connector import read, read_written, rows_of
from rows_case import RowsCase
from session import json_of

# Features that not every connector says it knows.
NOT_ALWAYS_KNOWN = {
    "type-widening": "typeWidening",
    "variant": "variantType",
    "variant-shredded": "variantType",
}
READABLE = [name for name in spark_tables.NAMES if name not in NOT_ALWAYS_KNOWN]

# Spark takes seconds for each version: these, and the newest.
VERSIONS = {"deletion-vectors": [4, 7, 9], "column-mapping-name": [4, 8], "row-tracking": [3], "optimized": [4]}

TIMED = "in-commit-timestamps"

CONDITIONS = {
    "partition-values": [
        "s = 'New York'",
        "s IS NULL",
        "l > 0 AND id < 9",
        "f = CAST(0.1 AS FLOAT)",
        "d <= 0.1D",
        "dec = 1.10",
        "NOT flag",
        "day = DATE'2024-02-29'",
        "day > DATE'2024-02-29' OR id IN (1, 3)",
        "at >= TIMESTAMP'2024-02-29 12:34:56.789012Z'",
        "bin = X'4142'",
        "s LIKE 'New%'",
    ],
    "deletion-vectors": ["id > 12", "name = 'second 10'", "name IS NOT NULL AND id <> 10"],
    "deletion-vectors-partitioned": ["place IS NULL", "place IS NOT NULL AND id > 3"],
    "column-mapping-name": ["`a.b` IS NULL", "id = 2"],
    "timestamp-ntz": ["day = TIMESTAMP_NTZ'2024-02-29 00:00:00'", "at > TIMESTAMP_NTZ'2024-01-01 00:00:00'"],
}

# In the parquet format and in the delta format. Connectors were seen to renew no URL of a deletion vector.
OUTLIVING = ["in-commit-timestamps", "column-mapping-id"]

# Seconds, more than a URL lives.
EXPIRED = 65


def instant(milliseconds: int) -> str:
    moment = datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC)
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


class BatchTest(RowsCase):
    def check_versions(self, **options) -> None:
        for name in READABLE:
            snapshots = spark_tables.snapshots(name)
            for version in [*VERSIONS.get(name, []), max(snapshots)]:
                with self.subTest(table=name, version=version):
                    received = rows_of(read(name, versionAsOf=version, **options))
                    self.assert_same_rows(received, spark_tables.as_texts(snapshots[version]))

    def test_versions_arrive_in_the_format_that_the_server_chooses(self):
        self.check_versions()

    def test_versions_arrive_in_the_delta_format(self):
        self.check_versions(responseFormat="delta")

    def test_the_newest_version_arrives_when_none_is_named(self):
        for name in READABLE:
            with self.subTest(table=name):
                snapshots = spark_tables.snapshots(name)
                self.assert_same_rows(rows_of(read(name)), spark_tables.as_texts(snapshots[max(snapshots)]))

    def test_a_time_leads_to_the_version_that_was_the_newest_then(self):
        for response_format in ("parquet", "delta"):
            for version, rows in spark_tables.snapshots(TIMED).items():
                with self.subTest(format=response_format, version=version):
                    made = spark_tables.commit(TIMED, version)[0]["commitInfo"]["inCommitTimestamp"]
                    frame = read(TIMED, timestampAsOf=instant(made), responseFormat=response_format)
                    self.assert_same_rows(rows_of(frame), spark_tables.as_texts(rows))

    def test_a_limit_gives_as_many_rows_of_the_table(self):
        for name in ("deletion-vectors", "partition-values", "mapped-changes"):
            snapshots = spark_tables.snapshots(name)
            rows = spark_tables.as_texts(snapshots[max(snapshots)])
            for limit in (1, 2, len(rows) + 1):
                with self.subTest(table=name, limit=limit):
                    received = rows_of(read(name).limit(limit))
                    self.assertEqual(len(received), min(limit, len(rows)))
                    self.assert_all_among(received, rows)

    def test_a_predicate_leaves_the_rows_that_it_leaves_of_the_written_table(self):
        for name, conditions in CONDITIONS.items():
            for condition in conditions:
                for options in ({}, {"responseFormat": "delta"}):
                    with self.subTest(table=name, condition=condition, **options):
                        expected = rows_of(read_written(name).where(condition))
                        self.assert_same_rows(rows_of(read(name, **options).where(condition)), expected)

    def test_a_feature_that_the_connector_does_not_know_is_named(self):
        for name, feature in NOT_ALWAYS_KNOWN.items():
            with self.subTest(table=name):
                snapshots = spark_tables.snapshots(name)
                try:
                    received = rows_of(read(name))
                except Exception as error:
                    self.assertIn(feature, str(error))
                else:
                    self.assert_same_rows(received, spark_tables.as_texts(snapshots[max(snapshots)]))

    def test_a_query_outlives_its_urls(self):
        # One plan for each, which asks for its files once.
        frames = {name: json_of(read(name)) for name in OUTLIVING}
        before = {name: frame.collect() for name, frame in frames.items()}
        time.sleep(EXPIRED)
        for name, frame in frames.items():
            with self.subTest(table=name):
                self.assertGreater(len(before[name]), 0)
                self.assert_same_rows([row[0] for row in frame.collect()], [row[0] for row in before[name]])
