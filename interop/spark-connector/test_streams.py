"""A stream of a shared table gives what a stream of the written table gives."""

import shutil
import tempfile
import time

import spark_tables
from connector import provider, read_stream, url
from pyspark.sql import DataFrame
from rows_case import RowsCase
from session import json_of, spark

# Without changes of the schema, which end a stream.
STREAMED = ["change-data-feed", "in-commit-timestamps", "mapped-changes", "deletion-vectors"]

FROM_THE_START = {"startingVersion": "0", "ignoreChanges": "true", "ignoreDeletes": "true"}

# With column mapping, there is no answer in the parquet format.
CHANGES = [("change-data-feed", "parquet"), ("change-data-feed", "delta"), ("mapped-changes", "delta")]

# Its versions add rows and take none away.
GROWING = "in-commit-timestamps"

AS_THEY_ARE = [(GROWING, "parquet"), ("deletion-vectors", "delta"), ("mapped-changes", "delta")]


def run_stream(frame: DataFrame, scratch: str) -> list[str]:
    """The rows that a stream has given when there is nothing new; those of earlier runs with the same folder too."""
    sink = json_of(frame).writeStream.format("text").option("checkpointLocation", f"{scratch}/checkpoint")
    sink.trigger(availableNow=True).start(f"{scratch}/rows").awaitTermination()
    return spark_tables.normalized(row[0] for row in spark().read.text(f"{scratch}/rows").collect())


class StreamsTest(RowsCase):
    def test_a_stream_from_the_first_version_on(self):
        for name in STREAMED:
            with self.subTest(table=name):
                written = spark().readStream.format("delta").options(**FROM_THE_START)
                expected = run_stream(written.load(str(spark_tables.FOLDER / name)), tempfile.mkdtemp())
                frame = read_stream(url(name), responseFormat="delta", **FROM_THE_START)
                self.assertGreater(len(expected), 0)
                self.assert_same_rows(run_stream(frame, tempfile.mkdtemp()), expected)

    def test_a_stream_begins_with_the_table_as_it_is(self):
        for name, response_format in AS_THEY_ARE:
            with self.subTest(table=name, format=response_format):
                snapshots = spark_tables.snapshots(name)
                received = run_stream(read_stream(url(name), responseFormat=response_format), tempfile.mkdtemp())
                self.assert_same_rows(received, spark_tables.as_texts(snapshots[max(snapshots)]))

    def test_a_stream_of_changes_gives_the_changes(self):
        for name, response_format in CHANGES:
            with self.subTest(table=name, format=response_format):
                options = {"readChangeFeed": "true", "startingVersion": "0", "responseFormat": response_format}
                received = run_stream(read_stream(url(name), **options).drop("_commit_timestamp"), tempfile.mkdtemp())
                recorded = spark_tables.changes(name)[0, max(spark_tables.snapshots(name))]
                self.assert_same_rows(received, spark_tables.as_texts(recorded))

    def test_a_stream_goes_on_with_what_was_written_since(self):
        for response_format in ("parquet", "delta"):
            with self.subTest(format=response_format):
                growing = GrowingTable(f"growing_{response_format}")
                scratch = tempfile.mkdtemp()
                first = run_stream(read_stream(growing.url, responseFormat=response_format), scratch)
                growing.append()
                second = run_stream(read_stream(growing.url, responseFormat=response_format), scratch)
                self.assert_same_rows(first, growing.before)
                self.assert_same_rows(second, growing.after)


class GrowingTable:
    """A shared table without its last commit, which follows."""

    def __init__(self, name: str):
        snapshots = spark_tables.snapshots(GROWING)
        last = max(snapshots)
        self.before, self.after = (spark_tables.as_texts(snapshots[version]) for version in (last - 1, last))
        self.log = spark_tables.warehouse() / name / "_delta_log"
        self.commit = f"{last:020}.json"
        shutil.copytree(spark_tables.FOLDER / GROWING, self.log.parent)
        for file in self.log.glob(f"{last:020}.*"):
            file.unlink()
        provider.make_schema(name, "written")
        provider.register_table(name, "written", "rows", self.log.parent.as_uri())
        item = {"name": f"{name}.written.rows", "history_data_sharing_status": "ENABLED", "start_version": 0}
        provider.make_share(name, [item])
        self.url = f"{provider.onboard(f'{name}_reader', name)}#{name}.written.rows"

    def append(self) -> None:
        shutil.copy(spark_tables.FOLDER / GROWING / "_delta_log" / self.commit, self.log / self.commit)
        # The workspace looks for new versions at most once a second.
        time.sleep(1)
