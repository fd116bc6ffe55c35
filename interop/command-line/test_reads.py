"""Every table arrives whole in every format, with its types, as other people's readers see it."""

import csv
import json

import delta_tables
import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq
import row_values
import shared
from rows_case import RowsCase


def rows_of(table: pa.Table) -> list[str]:
    return [repr(row) for row in table.to_pylist()]


class ReadsTest(RowsCase):
    @classmethod
    def setUpClass(cls):
        # DuckDB shows instants in the zone of the machine.
        duckdb.sql("SET TimeZone = 'UTC'")

    def check(self, name: str, table: pa.Table) -> None:
        table.validate(full=True)
        self.assertEqual(table.schema, delta_tables.expected_schema(name))
        self.assert_same_rows(rows_of(table), rows_of(delta_tables.expected(name)))

    def test_arrow_files_hold_the_types_and_rows_of_the_table(self):
        for name in delta_tables.NAMES:
            with self.subTest(table=name):
                with pa.ipc.open_stream(shared.read_to(name, "arrow")) as reader:
                    self.check(name, reader.read_all())

    def test_parquet_files_hold_the_types_and_rows_of_the_table(self):
        for name in delta_tables.NAMES:
            with self.subTest(table=name):
                self.check(name, pq.read_table(shared.read_to(name, "parquet")))

    def test_duckdb_reads_the_same_from_parquet_files(self):
        for name in delta_tables.NAMES:
            with self.subTest(table=name):
                read = duckdb.read_parquet(shared.read_to(name, "parquet")).to_arrow_table()
                # Its types do not say what may be null.
                self.assertEqual(read.schema.names, delta_tables.expected_schema(name).names)
                self.assert_same_rows(rows_of(read), rows_of(delta_tables.expected(name)))

    def test_pandas_reads_the_same_from_parquet_files(self):
        for name in delta_tables.NAMES:
            with self.subTest(table=name):
                frame = pd.read_parquet(shared.read_to(name, "parquet"), dtype_backend="pyarrow")
                self.check(name, pa.Table.from_pandas(frame, delta_tables.expected_schema(name), preserve_index=False))

    def check_text(self, name: str, rows: list[str]) -> None:
        self.assert_same_rows(rows, row_values.rows_as_text_keeps(delta_tables.expected(name)))

    def test_lines_of_json_hold_every_value(self):
        for name in delta_tables.NAMES:
            with self.subTest(table=name):
                with open(shared.read_to(name, "jsonl"), encoding="utf-8", newline="\n") as lines:
                    rows = [json.loads(line, parse_constant=self.fail) for line in lines]
                self.check_text(name, row_values.rows_of_json(delta_tables.expected_schema(name), rows))

    def test_csv_files_hold_every_value(self):
        for name in delta_tables.NAMES:
            with self.subTest(table=name):
                schema = delta_tables.expected_schema(name)
                with open(shared.read_to(name, "csv"), encoding="utf-8", newline="") as file:
                    head, *rows = csv.reader(file, strict=True)
                self.assertEqual(head, schema.names)
                self.assertEqual(len(rows), delta_tables.expected(name).num_rows)
                # Python's reader cannot tell an empty text from a null, which DuckDB can.
                options = {"header": True, "all_varchar": True, "allow_quoted_nulls": False}
                cells = duckdb.read_csv(shared.read_to(name, "csv"), **options).fetchall()
                self.assertEqual([["" if cell is None else cell for cell in row] for row in cells], rows)
                self.check_text(name, row_values.rows_of_csv(schema, cells))
