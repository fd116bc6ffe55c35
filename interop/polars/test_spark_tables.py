"""Tables that Spark wrote arrive as Spark reads them; a feature that the client does not know is named."""

import spark_tables
from client import ClientError, provider, read
from rows_case import RowsCase

# Features of tables that need more than the client says that it can read.
NEEDED = {
    "column-mapping-id": "columnMapping",
    "column-mapping-midway": "columnMapping",
    "column-mapping-name": "columnMapping",
    "deletion-vectors": "deletionVectors",
    "deletion-vectors-partitioned": "deletionVectors",
    "mapped-changes": "deletionVectors, columnMapping",
    "row-tracking": "deletionVectors",
    "shallow-clone": "deletionVectors",
    "timestamp-ntz": "timestampNtz",
    "type-widening": "timestampNtz, typeWidening",
    "variant": "variantType",
    "variant-shredded": "variantType, variantShredding-preview",
}

# The client gives data files as they are, whatever the table's schema says: with a column of Spark's own, with empty texts
# that the log takes for null, and not at all when their columns differ.
OTHER_THAN_THEIR_FILES = {"change-data-feed-switched", "partition-values", "schema-evolution"}

READABLE = sorted(set(spark_tables.NAMES) - set(NEEDED) - OTHER_THAN_THEIR_FILES)

# In the delta format the client demands a list of reader features, which Delta has for tables of reader version 3 alone.
READABLE_IN_DELTA = ["v2-checkpoint-json", "v2-checkpoint-parquet", "vacuum-protocol-check"]


class SparkTablesTest(RowsCase):
    def check(self, name: str, **request) -> None:
        snapshots = spark_tables.snapshots(name)
        received = read(provider.spark_share(), f"spark.written.{name}", **request)
        expected = spark_tables.as_texts(snapshots[max(snapshots)])
        self.assert_same_rows(spark_tables.as_texts(received.to_pylist()), expected)

    def test_tables_arrive_when_the_client_says_nothing_of_formats(self):
        for name in READABLE:
            with self.subTest(table=name):
                self.check(name)

    def test_tables_arrive_when_the_client_reads_both_formats(self):
        for name in READABLE:
            with self.subTest(table=name):
                self.check(name, format="delta,parquet")

    def test_tables_arrive_in_the_delta_format(self):
        for name in READABLE_IN_DELTA:
            with self.subTest(table=name):
                self.check(name, format="delta")

    def test_a_table_that_needs_more_is_refused_by_the_name_of_the_feature(self):
        # The client would read deleted rows, and columns by the wrong names.
        for name, features in NEEDED.items():
            for request in ({}, {"format": "delta"}):
                with self.subTest(table=name, **request):
                    with self.assertRaisesRegex(ClientError, f"needs the reader features {features},"):
                        read(provider.spark_share(), f"spark.written.{name}", **request)
