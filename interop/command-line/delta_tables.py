"""Tables on disk: the samples of the repository, and what `deltalake` writes here of every Delta type.

`expected` says what a table holds, read by `deltalake` and PyArrow.
"""

import datetime
import functools
import os
import pathlib
from decimal import Decimal

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from pyarrow import fs

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"
SAMPLE_NAMES = ["airlines", "flights", "planes", "rare_routes", "stations", "weather"]
WRITTEN_NAMES = ["every_type", "no_rows", "partitions"]
NAMES = [*SAMPLE_NAMES, *WRITTEN_NAMES]

INSTANT = pa.timestamp("us", "UTC")

EVERY_TYPE = pa.schema(
    [
        pa.field("id", pa.int64(), nullable=False),
        ("string", pa.string()),
        ("integer", pa.int32()),
        ("short", pa.int16()),
        ("byte", pa.int8()),
        ("float", pa.float32()),
        ("double", pa.float64()),
        ("boolean", pa.bool_()),
        ("binary", pa.binary()),
        ("date", pa.date32()),
        ("timestamp", INSTANT),
        # Parquet keeps decimals in 4, 8 or 16 bytes, by their precision.
        ("decimal_5", pa.decimal128(5, 2)),
        ("decimal_18", pa.decimal128(18, 4)),
        ("decimal_38", pa.decimal128(38, 10)),
        ("struct", pa.struct([("x", pa.int32()), ("y", pa.string()), ("inner", pa.struct([("day", pa.date32())]))])),
        ("longs", pa.list_(pa.int64())),
        ("structs", pa.list_(pa.struct([("a", pa.string()), ("t", INSTANT)]))),
        ("lists", pa.list_(pa.list_(pa.string()))),
        ("never_null", pa.struct([pa.field("x", pa.list_(pa.field("element", pa.int32(), False)), nullable=False)])),
        ("by_word", pa.map_(pa.string(), pa.int32())),
        ("by_long", pa.map_(pa.int64(), pa.list_(pa.decimal128(9, 3)))),
        ("by_day", pa.map_(pa.date32(), pa.struct([("v", pa.float64())]))),
    ]
)


def instant(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)


LEAST = {
    "id": -(2**63),
    "string": "héllo 🛬",
    "integer": -(2**31),
    "short": -(2**15),
    "byte": -128,
    "float": 1.1,
    "double": 0.1,
    "boolean": True,
    "binary": b"\x00\xff",
    "date": datetime.date(1, 1, 1),
    "timestamp": instant(1, 1, 1),
    "decimal_5": Decimal("-999.99"),
    "decimal_18": Decimal("-99999999999999.9999"),
    "decimal_38": Decimal("-9999999999999999999999999999.9999999999"),
    "struct": {"x": 1, "y": 'a "word", and more', "inner": {"day": datetime.date(1969, 12, 31)}},
    "longs": [1, None, 2**62, 2**53 + 1],
    "structs": [{"a": "x", "t": instant(1950, 1, 1, 1, 2, 3, 4_000)}, None, {"a": None, "t": None}],
    "lists": [["a", None], [], None],
    "never_null": {"x": [1, 2]},
    "by_word": [("k", 1), ("__proto__", None), ("", 0)],
    "by_long": [(2**60, [Decimal("1.234"), None]), (-1, None), (3, [])],
    "by_day": [(datetime.date(1969, 1, 1), {"v": 1.0}), (datetime.date(2000, 1, 1), None)],
}

GREATEST = {
    "id": 2**63 - 1,
    "string": '\ufeffone,\r\ntwo\n"three"\t',
    "integer": 2**31 - 1,
    "short": 2**15 - 1,
    "byte": 127,
    "float": float("inf"),
    "double": -1e308,
    "boolean": False,
    "binary": b"PAR1",
    "date": datetime.date(9999, 12, 31),
    "timestamp": instant(9999, 12, 31, 23, 59, 59, 999_999),
    "decimal_5": Decimal("999.99"),
    "decimal_18": Decimal("12345678901234.5678"),
    "decimal_38": Decimal("1234567890123456789012345678.0123456789"),
    "struct": {"x": None, "y": None, "inner": None},
    "longs": [None],
    "structs": [None],
    "lists": [None, ["z"]],
    "never_null": {"x": []},
    "by_word": [("🛶", 2**31 - 1)],
    "by_long": [(0, [None])],
    "by_day": [(datetime.date(2024, 2, 29), {"v": float("nan")})],
}

EMPTY = {
    **dict.fromkeys(["id", "integer", "short", "byte"], 0),
    **dict.fromkeys(["decimal_5", "decimal_18", "decimal_38"], Decimal(0)),
    **dict.fromkeys(["longs", "structs", "lists", "by_word", "by_long", "by_day"], []),
    "string": "",
    "binary": b"",
    "float": float("nan"),
    "double": float("-inf"),
    "timestamp": instant(1969, 12, 31, 23, 59, 59, 999_999),
}

NULLS = {"id": 2**53 + 1}


def partitions() -> pa.Table:
    """Values of partition columns are text in the log, and escaped in the names of folders."""
    day, long = datetime.date(2020, 2, 29), 2**60
    return pa.table(
        {
            "value": pa.array(range(6), pa.int64()),
            "word": pa.array(["a b", None, "é/=?%", "x", "y,z", "🛬"]),
            "day": pa.array([datetime.date(1960, 1, 1), None, day] * 2, pa.date32()),
            "at": pa.array([instant(1960, 1, 1, 1, 2, 3, 456_789), None, instant(2020, 1, 1)] * 2, INSTANT),
            "price": pa.array([Decimal("1.50"), None, Decimal("-2.00")] * 2, pa.decimal128(10, 2)),
            "long": pa.array([long, None, -5] * 2, pa.int64()),
            "flag": pa.array([True, None, False] * 2),
        }
    )


def folder_of(name: str) -> pathlib.Path:
    """The warehouse is a local root of the workspace, in its data folder."""
    if name in SAMPLE_NAMES:
        return SAMPLES / name
    return pathlib.Path(os.environ["DATABRICKS_CONFIG_FILE"]).parent / "warehouse" / name


def write_table(name: str, rows: pa.Table, **options) -> None:
    """Writes a table, or appends to it; `options` are those of `write_deltalake`."""
    write_deltalake(folder_of(name), rows, mode="append", **options)


def write_tables() -> None:
    rows = pa.Table.from_pylist([LEAST, NULLS, EMPTY, GREATEST], schema=EVERY_TYPE)
    write_table("every_type", rows)
    write_table("every_type", rows.slice(0, 2))
    write_table("no_rows", rows.slice(0, 0))
    write_table("partitions", partitions(), partition_by=["word", "day", "at", "price", "long", "flag"])


@functools.cache
def expected(name: str) -> pa.Table:
    folder = str(folder_of(name))
    # With deltalake's own file system, threads of two libraries now and then end the interpreter by an abort.
    local = fs.SubTreeFileSystem(folder, fs.LocalFileSystem())
    return DeltaTable(folder).to_pyarrow_dataset(filesystem=local).to_table()


def expected_schema(name: str) -> pa.Schema:
    """The types of the log in Arrow, with what may be null."""
    return pa.schema(DeltaTable(folder_of(name)).schema().to_arrow())
