"""The share that is read here, made by the official client, and the files that `recipient read` makes of its tables."""

import functools
import json
import pathlib
import tempfile

import boathouse
import delta_tables
from databricks.sdk import WorkspaceClient
from databricks.sdk.service.catalog import DataSourceFormat, TableType
from databricks.sdk.service.sharing import (
    AuthenticationType,
    PermissionsChange,
    SharedDataObject,
    SharedDataObjectUpdate,
    SharedDataObjectUpdateAction,
)


def scratch(name: str) -> pathlib.Path:
    """A file that is not there yet, in a folder of its own; the runner removes it."""
    return pathlib.Path(tempfile.mkdtemp()) / name


@functools.cache
def profile() -> str:
    """The profile file of a recipient that may read every table."""
    delta_tables.write_tables()
    w = WorkspaceClient()
    w.catalogs.create("readings")
    w.schemas.create("all", "readings")
    w.shares.create("readings")
    w.recipients.create("reader", AuthenticationType.TOKEN)
    w.shares.update_permissions("readings", changes=[PermissionsChange(add=["SELECT"], principal="reader")])
    for name in delta_tables.NAMES:
        share(name)
    link = w.recipients.get("reader").activation_url
    file = scratch("config.share")
    file.write_text(json.dumps(w.recipient_activation.retrieve_token(link).as_dict()))
    return str(file)


def share(name: str) -> None:
    """Adds a table that is on disk to the share."""
    w = WorkspaceClient()
    location = delta_tables.folder_of(name).as_uri()
    w.tables.create(name, "readings", "all", TableType.EXTERNAL, DataSourceFormat.DELTA, location)
    added = SharedDataObjectUpdate(SharedDataObjectUpdateAction.ADD, SharedDataObject(name=f"readings.all.{name}"))
    w.shares.update("readings", updates=[added])


def table_url(name: str) -> str:
    return f"{profile()}#readings.all.{name}"


@functools.cache
def read_to(name: str, ending: str) -> str:
    """Reads a table into a file. Gives its path."""
    file = scratch(f"{name}.{ending}")
    out = boathouse.text("recipient", "read", table_url(name), "--to", str(file))
    if out:
        raise AssertionError(f"There should be nothing on standard output: {out[:200]}")
    return str(file)
