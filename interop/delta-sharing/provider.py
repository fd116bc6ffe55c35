"""The provider's side, in plain HTTP: what it takes to have something to read."""

import configparser
import functools
import json
import os
import pathlib
import tempfile
import urllib.request

import spark_tables

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"
NAMES = ["airlines", "flights", "planes", "rare_routes", "stations", "weather"]
WITH_HISTORY = ["planes", "weather"]
CATALOG_API = "/api/2.1/unity-catalog"


@functools.cache
def profile_of_administrator() -> dict:
    parser = configparser.ConfigParser()
    parser.read(os.environ["DATABRICKS_CONFIG_FILE"])
    return dict(parser["DEFAULT"])


def call(method: str, path: str, body: dict | None = None) -> dict:
    """One call as the administrator. Errors are raised with their status: no test of this folder expects one here."""
    administrator = profile_of_administrator()
    request = urllib.request.Request(
        administrator["host"] + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {administrator['token']}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def register_table(catalog: str, schema: str, name: str, location: str) -> None:
    call(
        "POST",
        f"{CATALOG_API}/tables",
        {
            "name": name,
            "catalog_name": catalog,
            "schema_name": schema,
            "table_type": "EXTERNAL",
            "data_source_format": "DELTA",
            "storage_location": location,
        },
    )


def make_schema(catalog: str, schema: str) -> None:
    """A catalog with one schema."""
    call("POST", f"{CATALOG_API}/catalogs", {"name": catalog})
    call("POST", f"{CATALOG_API}/schemas", {"name": schema, "catalog_name": catalog})


def register_tables(catalog: str, names: list[str]) -> None:
    make_schema(catalog, "nyc")
    for name in names:
        register_table(catalog, "nyc", name, (FOLDER / name).as_uri())


def make_share(share: str, objects: list[dict]) -> None:
    call("POST", f"{CATALOG_API}/shares", {"name": share})
    updates = [{"action": "ADD", "data_object": {"data_object_type": "TABLE", **item}} for item in objects]
    call("PATCH", f"{CATALOG_API}/shares/{share}", {"updates": updates})


def grant(share: str, recipient: str, action: str = "add") -> None:
    """`add` or `remove` the right to read a share."""
    call(
        "PATCH",
        f"{CATALOG_API}/shares/{share}/permissions",
        {"changes": [{"principal": recipient, action: ["SELECT"]}]},
    )


def activate(activation_url: str) -> str:
    """Downloads a credential as a person does, into a file. Gives the path of the file."""
    code = activation_url.partition("?")[2]
    credential = call("GET", f"{CATALOG_API}/public/data_sharing_activation/{code}")
    return save_profile(credential)


def save_profile(credential: dict) -> str:
    """A profile file. Gives its path; the runner removes the folder that it is in."""
    with tempfile.NamedTemporaryFile("w", suffix=".share", delete=False) as file:
        json.dump(credential, file)
    return file.name


def onboard(recipient: str, *shares: str) -> str:
    """A new recipient that may read shares. Gives the path of its profile file."""
    made = call("POST", f"{CATALOG_API}/recipients", {"name": recipient, "authentication_type": "TOKEN"})
    for share in shares:
        grant(share, recipient)
    return activate(made["activation_url"])


def share_item(name: str) -> dict:
    history = {"history_data_sharing_status": "ENABLED", "start_version": 0} if name in WITH_HISTORY else {}
    return {"name": f"samples.nyc.{name}", **history}


@functools.cache
def sample_share() -> str:
    """The share `nyc` with every sample table and its recipient, made once. Gives the path of the profile file."""
    register_tables("samples", NAMES)
    make_share("nyc", [share_item(name) for name in NAMES])
    make_share("secret", [{"name": "samples.nyc.airlines"}])
    return onboard("reader", "nyc")


def table_url(name: str) -> str:
    return f"{sample_share()}#nyc.nyc.{name}"


@functools.cache
def spark_share() -> str:
    """The share `spark` with every table of Spark and its whole history. Gives the path of the profile file."""
    make_schema("spark", "written")
    for name in spark_tables.NAMES:
        register_table("spark", "written", name, spark_tables.put_into_warehouse(name))
    # What a shallow clone names elsewhere is opened in external locations alone.
    call("POST", f"{CATALOG_API}/storage-credentials", {"name": "folders", "boathouse": {"local": {}}})
    location = {"name": "warehouse", "url": spark_tables.warehouse().as_uri(), "credential_name": "folders"}
    call("POST", f"{CATALOG_API}/external-locations", location)
    history = {"history_data_sharing_status": "ENABLED", "start_version": 0}
    objects = [
        {"name": f"spark.written.{name}", "cdf_enabled": bool(spark_tables.changes(name)), **history}
        for name in spark_tables.NAMES
    ]
    make_share("spark", objects)
    return onboard("spark_reader", "spark")
