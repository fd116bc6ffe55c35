"""Values of JSON and CSV in the form that PyArrow gives values in, so that they can be compared.

Text holds less than Arrow does, and the command line says what: milliseconds of an instant, not its microseconds.
"""

import base64
import datetime
import json
from decimal import Decimal

import pyarrow as pa
from pyarrow import types

Scalar = bool | int | float | str | bytes | Decimal | datetime.date | datetime.datetime


def convert(data_type: pa.DataType, value, scalar):
    """A value with `scalar(type, value)` in place of each plain one. The entries of maps are sorted."""
    if value is None:
        return None
    if types.is_struct(data_type):
        return {field.name: convert(field.type, value[field.name], scalar) for field in data_type}
    if types.is_list(data_type):
        return [convert(data_type.value_type, item, scalar) for item in value]
    if types.is_map(data_type):
        entries = value.items() if isinstance(value, dict) else value
        read = [(scalar(data_type.key_type, key), convert(data_type.item_type, item, scalar)) for key, item in entries]
        return sorted(read, key=repr)
    return scalar(data_type, value)


def from_text(data_type: pa.DataType, value: str | int | float | bool) -> Scalar:
    """A plain value of JSON or CSV."""
    if types.is_boolean(data_type):
        return {"true": True, "false": False}[str(value).lower()]
    if types.is_integer(data_type):
        return int(str(value))
    if types.is_floating(data_type):
        return float(value)
    if types.is_decimal(data_type):
        return Decimal(value)
    if types.is_binary(data_type):
        return base64.b64decode(value, validate=True)
    if types.is_date(data_type):
        return datetime.date.fromisoformat(value)
    if types.is_timestamp(data_type):
        return datetime.datetime.fromisoformat(value)
    return value


def as_text_keeps(data_type: pa.DataType, value: Scalar) -> Scalar:
    """What is left of a value of PyArrow once it was text."""
    if types.is_timestamp(data_type):
        value = value.astimezone(datetime.UTC)
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
    # -0.0 becomes 0.0.
    return value + 0.0 if types.is_floating(data_type) else value


def rows_of_json(schema: pa.Schema, rows: list[dict]) -> list[str]:
    return [repr({field.name: convert(field.type, row[field.name], from_text) for field in schema}) for row in rows]


def rows_of_csv(schema: pa.Schema, rows: list[tuple[str | None, ...]]) -> list[str]:
    """`rows` has the cells in the order of the schema. Nested values are JSON."""
    return rows_of_json(
        schema,
        [{field.name: json_in(field.type, cell) for field, cell in zip(schema, row, strict=True)} for row in rows],
    )


def json_in(data_type: pa.DataType, cell: str | None):
    return json.loads(cell) if cell is not None and types.is_nested(data_type) else cell


def rows_as_text_keeps(table: pa.Table) -> list[str]:
    return [
        repr({field.name: convert(field.type, row[field.name], as_text_keeps) for field in table.schema})
        for row in table.to_pylist()
    ]
