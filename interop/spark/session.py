"""Apache Spark with delta-spark, in this process."""

import functools
import os
import pathlib
import tempfile

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql_functions

DELTA = "io.delta:delta-spark_2.13:4.4.0"
JARS = pathlib.Path(__file__).resolve().parents[2] / "node_modules" / ".cache" / "boathouse-interop" / "spark-jars"

# As the expected rows were written.
JSON_OPTIONS = {
    "ignoreNullFields": "false",
    "timestampFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
    "timestampNTZFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
}


@functools.cache
def spark() -> SparkSession:
    """Started once. What Java logs goes into a file, which the error of a start that fails shows the end of."""
    scratch = pathlib.Path(tempfile.mkdtemp())
    log, terminal = scratch / "spark.log", os.dup(2)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 2)
        try:
            return start(scratch)
        except Exception as error:
            raise RuntimeError(log.read_text(errors="replace")[-3000:]) from error
        finally:
            os.dup2(terminal, 2)


def start(scratch: pathlib.Path) -> SparkSession:
    return (
        SparkSession.builder.master("local[2]")
        .config("spark.jars.packages", DELTA)
        .config("spark.jars.ivy", str(JARS))
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.warehouse.dir", str(scratch / "warehouse"))
        .config("spark.local.dir", str(scratch))
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )


def json_of(frame: DataFrame) -> DataFrame:
    """One column with a row of the frame as JSON."""
    return frame.select(sql_functions.to_json(sql_functions.struct("*"), JSON_OPTIONS).alias("row"))
