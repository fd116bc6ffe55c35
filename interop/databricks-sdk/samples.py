"""The sample tables of the repository, and a catalog that holds them for as long as a test class needs them."""

import json
import pathlib

from databricks.sdk import WorkspaceClient
from databricks.sdk.service.catalog import DataSourceFormat, TableType

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"
NAMES = ["airlines", "flights", "planes", "rare_routes", "stations", "weather"]


def location(name: str) -> str:
    return (FOLDER / name).as_uri()


def newest_metadata(name: str) -> dict:
    """The last `metaData` action of a table's log."""
    lines = [
        line for file in sorted((FOLDER / name / "_delta_log").glob("*.json")) for line in file.read_text().splitlines()
    ]
    return [json.loads(line)["metaData"] for line in lines if line.startswith('{"metaData"')][-1]


def register(w: WorkspaceClient, catalog: str, schema: str, name: str):
    return w.tables.create(name, catalog, schema, TableType.EXTERNAL, DataSourceFormat.DELTA, location(name))


def make_catalog(w: WorkspaceClient, catalog: str, *names: str) -> None:
    """A catalog whose schema `nyc` has sample tables. A location is one table's only: delete the catalog by `force`."""
    w.catalogs.create(catalog)
    w.schemas.create("nyc", catalog)
    for name in names:
        register(w, catalog, "nyc", name)
