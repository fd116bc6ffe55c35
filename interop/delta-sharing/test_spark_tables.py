"""Tables with the features that Spark writes arrive as Spark reads them, in the formats that they can be had in."""

import datetime

import delta_sharing
import provider
import spark_tables
from requests.exceptions import HTTPError
from rows_case import RowsCase

# Features that this client does not say it knows.
UNKNOWN_TO_CLIENT = {
    "type-widening": "typeWidening",
    "variant": "variantType",
    "variant-shredded": "variantType",
}
READABLE = [name for name in spark_tables.NAMES if name not in UNKNOWN_TO_CLIENT]

TIMED = "in-commit-timestamps"


def table_url(name: str) -> str:
    return f"{provider.spark_share()}#spark.written.{name}"


def rows_of(frame) -> list[str]:
    for name in frame.select_dtypes("float32"):
        # As text, a number of 32 bits is what was written.
        frame[name] = [float(str(value)) for value in frame[name].to_numpy()]
    return spark_tables.as_texts(map(without_empty_texts, frame.to_dict("records")))


def without_empty_texts(row: dict) -> dict:
    """Spark writes partition columns into data files too, where an empty text stays one, and this client goes by the file.

    Delta takes it for null, and so did Spark. No other text of these tables is empty.
    """
    return {name: None if isinstance(value, str | bytes) and not value else value for name, value in row.items()}


def instant(milliseconds: int) -> str:
    time = datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC)
    return time.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def commit_times() -> dict[int, int]:
    """When each version was made, in milliseconds since 1970, as the log says."""
    return {
        version: spark_tables.commit(TIMED, version)[0]["commitInfo"]["inCommitTimestamp"]
        for version in spark_tables.snapshots(TIMED)
    }


class SparkTablesTest(RowsCase):
    def check_versions(self, use_delta_format: bool | None) -> None:
        for name in READABLE:
            for version, rows in spark_tables.snapshots(name).items():
                with self.subTest(table=name, version=version):
                    frame = delta_sharing.load_as_pandas(
                        table_url(name), version=version, use_delta_format=use_delta_format
                    )
                    self.assert_same_rows(rows_of(frame), spark_tables.as_texts(rows))

    def check_changes(self, names: list[str], use_delta_format: bool | None) -> None:
        for name in names:
            for (first, last), rows in spark_tables.changes(name).items():
                with self.subTest(table=name, first=first, last=last):
                    frame = delta_sharing.load_table_changes_as_pandas(
                        table_url(name), first, last, use_delta_format=use_delta_format
                    )
                    received = rows_of(frame.drop(columns="_commit_timestamp"))
                    self.assert_same_rows(received, spark_tables.as_texts(rows))

    def refusal(self, load, *args, **options) -> str:
        with self.assertRaises(HTTPError) as caught:
            load(*args, **options)
        self.assertLess(caught.exception.response.status_code, 500)
        return str(caught.exception)

    def test_every_version_arrives_in_the_format_that_the_server_chooses(self):
        self.check_versions(use_delta_format=None)

    def test_every_version_arrives_in_the_delta_format(self):
        self.check_versions(use_delta_format=True)

    def test_changes_arrive(self):
        self.check_changes([name for name in READABLE if name != "mapped-changes"], use_delta_format=None)

    def test_changes_arrive_in_the_delta_format(self):
        # The client refuses changes over versions whose schemas differ.
        names = [name for name in READABLE if name != "schema-evolution"]
        self.check_changes(names, use_delta_format=True)

    def test_a_time_leads_to_the_version_that_was_the_newest_then(self):
        for version, time in commit_times().items():
            with self.subTest(version=version):
                frame = delta_sharing.load_as_pandas(table_url(TIMED), timestamp=instant(time))
                rows = spark_tables.snapshots(TIMED)[version]
                self.assert_same_rows(rows_of(frame), spark_tables.as_texts(rows))
                self.assertEqual(delta_sharing.get_table_version(table_url(TIMED), instant(time)), version)

    def test_changes_between_two_times_arrive(self):
        times = commit_times()
        frame = delta_sharing.load_table_changes_as_pandas(
            table_url(TIMED), starting_timestamp=instant(times[1]), ending_timestamp=instant(times[3])
        )
        received = sorted(zip(frame["_commit_version"], frame["_commit_timestamp"], strict=True))
        self.assertEqual(received, [(version, times[version]) for version in (1, 2, 3)])

    def test_features_that_the_client_does_not_know_are_named(self):
        for name, feature in UNKNOWN_TO_CLIENT.items():
            with self.subTest(table=name):
                self.assertIn(feature, self.refusal(delta_sharing.load_as_pandas, table_url(name)))

    def test_changes_of_versions_without_a_feed_are_refused(self):
        load = delta_sharing.load_table_changes_as_pandas
        self.assertIn("version 0", self.refusal(load, table_url("change-data-feed-switched"), 0))
        self.assertIn("version 5", self.refusal(load, table_url("log-cleaned-up"), 5))
