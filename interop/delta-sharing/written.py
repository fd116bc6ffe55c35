"""What the sample tables hold, from two sources that have nothing to do with the server.

`expected/*.json` was computed from the source data when the tables were written. The rows are read here once more with
pyarrow alone: the JSON commits are replayed up to a version, and each file that is left is opened.
"""

import datetime
import decimal
import json
import sys
from urllib.parse import unquote

import pandas as pd
import provider
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(provider.FOLDER))
from describe import describe  # noqa: E402  (the folder of the sample tables is not on the path before)

PRIMITIVES = {
    "string": pa.string(),
    "long": pa.int64(),
    "integer": pa.int32(),
    "short": pa.int16(),
    "byte": pa.int8(),
    "float": pa.float32(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "binary": pa.binary(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}

PARTITION_VALUES = {
    "string": str,
    "integer": int,
    "date": datetime.date.fromisoformat,
    "boolean": lambda text: text == "true",
}


def expected(name: str) -> dict:
    """The description of each version, by number."""
    versions = json.loads((provider.FOLDER / "expected" / f"{name}.json").read_text())["versions"]
    return {int(version): description for version, description in versions.items()}


def newest_version(name: str) -> int:
    return max(expected(name))


def replay(name: str, version: int) -> tuple[dict, dict]:
    """The metadata at a version, and the files that are active at it by path."""
    metadata, files = {}, {}
    for commit in range(version + 1):
        log = provider.FOLDER / name / "_delta_log" / f"{commit:020}.json"
        for action in map(json.loads, log.read_text().splitlines()):
            if "metaData" in action:
                metadata = action["metaData"]
            elif "add" in action:
                files[action["add"]["path"]] = action["add"]
            elif "remove" in action:
                del files[action["remove"]["path"]]
    return metadata, files


def arrow_type(delta_type) -> pa.DataType:
    if isinstance(delta_type, str):
        if delta_type.startswith("decimal"):
            return pa.decimal128(*map(int, delta_type[len("decimal(") : -1].split(",")))
        return PRIMITIVES[delta_type]
    if delta_type["type"] == "array":
        return pa.list_(arrow_type(delta_type["elementType"]))
    if delta_type["type"] == "map":
        return pa.map_(arrow_type(delta_type["keyType"]), arrow_type(delta_type["valueType"]))
    return pa.struct([(field["name"], arrow_type(field["type"])) for field in delta_type["fields"]])


def schema_of(metadata: dict) -> pa.Schema:
    return pa.schema(
        [(field["name"], arrow_type(field["type"])) for field in json.loads(metadata["schemaString"])["fields"]]
    )


def partition_value(metadata: dict, column: str, text: str | None):
    if text is None or text == "":
        return None
    delta_type = next(
        field["type"] for field in json.loads(metadata["schemaString"])["fields"] if field["name"] == column
    )
    return decimal.Decimal(text) if delta_type.startswith("decimal") else PARTITION_VALUES[delta_type](text)


def read_file(name: str, metadata: dict, action: dict) -> pa.Table:
    """The rows of one data file, with its partition values, and nulls for columns that came later."""
    rows = pq.ParquetFile(provider.FOLDER / name / unquote(action["path"])).read()
    schema = schema_of(metadata)
    columns = []
    for field in schema:
        if field.name in rows.column_names:
            columns.append(rows[field.name].cast(field.type))
        else:
            value = partition_value(metadata, field.name, action["partitionValues"].get(field.name))
            columns.append(pa.array([value] * rows.num_rows, type=field.type))
    return pa.table(columns, schema=schema)


def read_written(name: str, version: int | None = None) -> pa.Table:
    metadata, files = replay(name, newest_version(name) if version is None else version)
    return pa.concat_tables([read_file(name, metadata, action) for action in files.values()])


def to_arrow(name: str, frame: pd.DataFrame, version: int | None = None) -> pa.Table:
    """What pandas was given, in the types of the table: pandas itself makes floats of integers with nulls."""
    metadata, _ = replay(name, newest_version(name) if version is None else version)
    return pa.Table.from_pandas(frame, schema=schema_of(metadata), preserve_index=False).replace_schema_metadata()


def rows_of(table: pa.Table) -> list[str]:
    """Every row as text."""
    return [repr(row) for row in table.to_pylist()]


__all__ = ["describe", "expected", "newest_version", "read_written", "replay", "rows_of", "to_arrow"]
