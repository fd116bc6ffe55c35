"""What is read goes on to other programs while it is read."""

import io
import unittest

import boathouse
import delta_tables
import duckdb
import long_table
import pandas as pd
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq
import shared


def piped(name: str, *words: str):
    return boathouse.start("recipient", "read", shared.table_url(name), *words)


class PipesTest(unittest.TestCase):
    def test_pyarrow_reads_an_arrow_stream_from_the_pipe_itself(self):
        with piped("flights", "--format", "arrow") as process, pa.ipc.open_stream(process.stdout) as reader:
            received = reader.read_all()
            self.assertEqual((process.wait(), process.stderr.read()), (0, b""))
        flights = delta_tables.expected("flights")
        keys = [(name, "ascending") for name in flights.schema.names]
        self.assertTrue(received.sort_by(keys).equals(flights.sort_by(keys)))
        [(count, carriers)] = duckdb.from_arrow(received).aggregate("count(*), count(distinct carrier)").fetchall()
        self.assertEqual((count, carriers), (flights.num_rows, len(flights["carrier"].unique())))

    def test_a_parquet_file_can_be_piped(self):
        with piped("stations", "--format", "parquet") as process:
            out, err = process.communicate()
        self.assertEqual((process.returncode, err), (0, b""))
        self.assertTrue(pq.read_table(io.BytesIO(out)).equals(delta_tables.expected("stations")))

    def test_csv_is_what_a_pipe_gets_when_nothing_is_said(self):
        with piped("airlines") as process:
            frame = pd.read_csv(process.stdout)
            self.assertEqual((process.wait(), process.stderr.read()), (0, b""))
        self.assertEqual(frame.to_dict("records"), delta_tables.expected("airlines").to_pylist())

    def test_columns_and_a_limit_are_exact(self):
        with piped("weather", "--columns", "temp,origin", "--limit", "1000", "--format", "arrow") as process:
            with pa.ipc.open_stream(process.stdout) as reader:
                received = reader.read_all()
        self.assertEqual((received.schema.names, received.num_rows), (["temp", "origin"], 1000))

    def test_a_reader_that_goes_away_ends_the_read_without_a_word(self):
        script = 'set -o pipefail; boathouse recipient read "$1" --format csv | head -1; echo "${PIPESTATUS[@]}"'
        ended = boathouse.run_in_bash(script, long_table.url())
        self.assertEqual(ended, boathouse.Ended(0, "id,name\r\n0 0\n", ""))
