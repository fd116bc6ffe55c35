"""Describes the rows that a table must hold, so that tests in any language can compare without Delta or Parquet.

The description of a version: the number of rows; for each column its type, nulls, smallest and largest value and (numbers
only) sum; and one checksum over the rows, whatever their order. README.md defines each. Tables of a few rows list them whole.
"""

import datetime
import decimal
import math
import zlib

import pyarrow as pa

SMALL = 20
NULL = "\\N"
SEPARATOR = "\x1f"


def describe(rows: pa.Table) -> dict:
    """The description of one version, from the source rows in memory."""
    columns = {field.name: describe_column(field, rows[field.name].to_pylist()) for field in rows.schema}
    description = {"rows": rows.num_rows, "columns": columns, "checksum": checksum(rows)}
    if rows.num_rows <= SMALL:
        description["values"] = [plain(row) for row in rows.to_pylist()]
    return description


def describe_column(field: pa.Field, values: list) -> dict:
    present = [value for value in values if value is not None]
    facts = {"type": delta_type(field.type), "nulls": len(values) - len(present)}
    if pa.types.is_nested(field.type) or pa.types.is_binary(field.type) or not present:
        return facts
    facts["min"], facts["max"] = plain(min(present)), plain(max(present))
    if pa.types.is_floating(field.type):
        facts["sum"] = math.fsum(present)
    elif pa.types.is_integer(field.type) or pa.types.is_decimal(field.type):
        facts["sum"] = plain(sum(present))
    return facts


def checksum(rows: pa.Table) -> int:
    """The sum of the CRC-32 of each row's text. Below 2^53 for fewer than two million rows."""
    names = [field.name for field in rows.schema if has_text(field.type)]
    columns = [rows[name].to_pylist() for name in names]
    return sum(zlib.crc32(SEPARATOR.join(map(text, row)).encode()) for row in zip(*columns))


def has_text(type_: pa.DataType) -> bool:
    return not (pa.types.is_floating(type_) or pa.types.is_nested(type_) or pa.types.is_binary(type_))


def text(value) -> str:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(plain(value))


def plain(value):
    """The value as JSON can hold it: dates and timestamps in ISO 8601, decimals as text, binary in hex."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return f"{value:f}"
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return {key: plain(item) for key, item in value}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def delta_type(type_: pa.DataType) -> str:
    """The name of a type in a Delta schema; nested types by kind only."""
    if pa.types.is_decimal(type_):
        return f"decimal({type_.precision},{type_.scale})"
    if pa.types.is_timestamp(type_):
        return "timestamp"
    names = {
        "int8": "byte", "int16": "short", "int32": "integer", "int64": "long", "float": "float", "double": "double",
        "bool": "boolean", "string": "string", "binary": "binary", "date32[day]": "date",
    }
    return names.get(str(type_)) or str(type_).split("<")[0].replace("list", "array")
