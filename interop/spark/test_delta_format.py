"""What the delta format answers is a table that Apache Spark reads as the one that it wrote."""

import pathlib
import sys
import tempfile

import spark_tables
from delta_answers import SharedTable, lay_down_snapshot, lay_down_versions
from pyspark.sql import functions as sql_functions
from rows_case import RowsCase
from session import json_of, spark

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "delta-sharing"))
import provider  # noqa: E402  (the folder of the other shard is not on the path before)

# Spark takes seconds for each version: these, and the newest.
VERSIONS = {"deletion-vectors": [4, 7, 9], "column-mapping-name": [4, 8], "row-tracking": [3], "optimized": [4]}

# Without changes of the schema, which end a stream.
STREAMED = ["change-data-feed", "in-commit-timestamps", "mapped-changes"]


def shared_table(name: str) -> SharedTable:
    return SharedTable(provider.spark_share(), f"spark.written.{name}")


def rows_of(frame) -> list[str]:
    return [row[0] for row in json_of(frame).collect()]


class DeltaFormatTest(RowsCase):
    def test_versions_are_what_spark_wrote(self):
        for name in spark_tables.NAMES:
            snapshots = spark_tables.snapshots(name)
            for version in [*VERSIONS.get(name, []), max(snapshots)]:
                rows = snapshots[version]
                with self.subTest(table=name, version=version):
                    folder = lay_down_snapshot(shared_table(name).query(version=version))
                    received = rows_of(spark().read.format("delta").load(str(folder)))
                    self.assert_same_rows(spark_tables.normalized(received), spark_tables.as_texts(rows))

    def test_changes_are_what_spark_recorded(self):
        for name in spark_tables.NAMES:
            for (first, last), rows in spark_tables.changes(name).items():
                with self.subTest(table=name, first=first, last=last):
                    lines = shared_table(name).changes(
                        startingVersion=first, endingVersion=last, includeHistoricalMetadata="true"
                    )
                    folder = lay_down_versions(lines, first, last)
                    reader = spark().read.format("delta").option("readChangeFeed", "true")
                    frame = reader.option("startingVersion", 0).load(str(folder)).drop("_commit_timestamp")
                    version = sql_functions.col("_commit_version") + first
                    received = rows_of(frame.withColumn("_commit_version", version))
                    self.assert_same_rows(spark_tables.normalized(received), spark_tables.as_texts(rows))

    def test_a_stream_of_the_answer_gives_what_a_stream_of_the_table_gives(self):
        for name in STREAMED:
            last = max(spark_tables.snapshots(name))
            with self.subTest(table=name):
                folder = lay_down_versions(shared_table(name).query(startingVersion=0), 0, last)
                received, expected = self.stream(folder), self.stream(spark_tables.FOLDER / name)
                self.assertGreater(len(expected), 0)
                self.assert_same_rows(received, expected)

    def stream(self, folder: pathlib.Path) -> list[str]:
        """The rows that a stream gives that begins with the first version and ends with the last."""
        options = {"startingVersion": "0", "ignoreChanges": "true", "ignoreDeletes": "true"}
        scratch = tempfile.mkdtemp()
        rows = json_of(spark().readStream.format("delta").options(**options).load(str(folder)))
        sink = rows.writeStream.format("text").option("checkpointLocation", f"{scratch}/checkpoint")
        sink.trigger(availableNow=True).start(f"{scratch}/rows").awaitTermination()
        return [row[0] for row in spark().read.text(f"{scratch}/rows").collect()]
