"""The tables that Apache Spark wrote, and what Spark itself read from them."""

import base64
import datetime
import functools
import json
import os
import pathlib
import re
import shutil

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "packages" / "delta" / "fixtures" / "spark"
# Its log names the files of another table by where that was written.
CLONE = "shallow-clone"
WRITTEN_IN = "file:/tmp/boathouse-fixtures/"
NAMES = sorted(file.name.removesuffix(".rows.json") for file in FOLDER.glob("*.rows.json"))

INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z")


@functools.cache
def read_by_spark(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.rows.json").read_text())


def snapshots(name: str) -> dict[int, list[dict]]:
    """The rows of each version that can be read."""
    return {snapshot["version"]: snapshot["rows"] for snapshot in read_by_spark(name)["snapshots"]}


def changes(name: str) -> dict[tuple[int, int], list[dict]]:
    """The changed rows of ranges of versions, both ends included."""
    return {(entry["from"], entry["to"]): entry["rows"] for entry in read_by_spark(name)["changes"]}


def commit(name: str, version: int) -> list[dict]:
    log = FOLDER / name / "_delta_log" / f"{version:020}.json"
    return [json.loads(line) for line in log.read_text().splitlines()]


def warehouse() -> pathlib.Path:
    """The folder that the workspace may read."""
    return pathlib.Path(os.environ["DATABRICKS_CONFIG_FILE"]).parent / "warehouse"


def put_into_warehouse(name: str) -> str:
    """Copies a table to where the workspace may read. Gives the location."""
    folder = warehouse() / name
    shutil.copytree(FOLDER / name, folder)
    if name == CLONE:
        point_at_warehouse(folder / "_delta_log")
    return folder.as_uri()


def point_at_warehouse(log: pathlib.Path) -> None:
    """Has the commits name the source where it lies now. They are all there: checkpoints and checksums can go."""
    for file in log.iterdir():
        if re.fullmatch(r"\d{20}\.json", file.name):
            file.write_text(file.read_text().replace(WRITTEN_IN, f"{warehouse().as_uri()}/"))
        else:
            file.unlink()


def as_texts(rows) -> list[str]:
    """Rows as texts that do not depend on the library that they come from."""
    return [json.dumps(plain(row), ensure_ascii=False, sort_keys=True) for row in rows]


def normalized(texts) -> list[str]:
    """As `as_texts`, of rows in JSON."""
    return as_texts(map(json.loads, texts))


def plain(value):
    """Numbers are floats, times are in UTC, and NaN is null: pandas does not keep more."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime) and value == value:
        return value.replace(tzinfo=None).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date) and value == value:
        return value.isoformat()
    return plain_scalar(value)


def plain_scalar(value):
    if value is None or value != value or value == "NaN":
        return None
    if isinstance(value, str):
        return INSTANT.sub(r"\1", value)
    return value if isinstance(value, bool) else float(value)
