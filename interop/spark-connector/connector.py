"""The connector for Spark in this process, and the tables that it reads from the workspace."""

import os
import pathlib
import sys

# The settings of a start are read from here. URLs of this shard live for a minute, and are renewed in time.
os.environ["PYSPARK_SUBMIT_ARGS"] = " ".join([
    f"--jars {os.environ['BOATHOUSE_DELTA_SHARING_SPARK']}",
    "--conf spark.delta.sharing.driver.refreshCheckIntervalMs=1000",
    "--conf spark.delta.sharing.driver.refreshThresholdMs=10000",
    "--conf spark.delta.sharing.jsonPredicateV2Hints.enabled=true",
    "pyspark-shell",
])
INTEROP = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(INTEROP / "spark"), str(INTEROP / "delta-sharing")]

import provider  # noqa: E402  (the folders of the other shards are not on the path before)
import spark_tables  # noqa: E402
from pyspark.sql import DataFrame  # noqa: E402
from session import json_of, spark  # noqa: E402


def read(name: str, **options) -> DataFrame:
    """A table as a recipient reads it."""
    return spark().read.format("deltaSharing").options(**options).load(url(name))


def read_stream(table_url: str, **options) -> DataFrame:
    return spark().readStream.format("deltaSharing").options(**options).load(table_url)


def read_written(name: str) -> DataFrame:
    """The same table from where it was written."""
    return spark().read.format("delta").load(str(spark_tables.FOLDER / name))


def url(name: str) -> str:
    return f"{provider.spark_share()}#spark.written.{name}"


def rows_of(frame: DataFrame) -> list[str]:
    """The rows as texts to be compared."""
    return spark_tables.normalized(row[0] for row in json_of(frame).collect())
